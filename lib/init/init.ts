/** Looks at a database and proposes a configuration; it writes nothing. */
import type pg from "pg";
import { figuresText } from "../check/figure_texts.ts";
import type { Config } from "../config/config.ts";
import { targetOf } from "../shared/postgres_target.ts";
import { openDatabase } from "../metrics/open_database.ts";
import { readFigures } from "../metrics/read_figures.ts";
import { SOURCE_NAMES } from "../check/database_texts.ts";
import type { Text } from "../shared/text.ts";
import { catalogueOf, unreadable } from "./catalogue.ts";
import type { Decisions } from "./config_text.ts";
import { decide } from "./decide.ts";
import { lookWith } from "./look.ts";
import type { Talk } from "./talk.ts";
import { initTexts as texts } from "./texts.ts";
import type { Relation } from "./vocabulary.ts";

export interface InitOptions {
  readonly url: string;
  readonly talk: Talk;
  /** ms since 1970 */
  readonly now: number;
  /** The configuration that the decisions come to. */
  readonly configOf: (decisions: Decisions) => Config;
}

/** The database has nothing to propose; `text` says why and what to do. */
export class NothingToPropose extends Error {
  constructor(readonly text: Text) {
    super(text.en);
    this.name = "NothingToPropose";
  }
}

const RELATIONS: readonly Relation[] = ["orders", "products", "logs", "jobs"];
/** Milliseconds for each look, and for one at values of a single table. */
const PATIENCE = 10_000;
const GLANCE = 3_000;

/**
 * Asks until who answers is content with the figures.
 *
 * @throws {NothingToPropose} when there is nothing to propose
 * @throws {NoAnswer} when nobody answers
 */
export async function init(options: InitOptions): Promise<Decisions> {
  const { url, talk } = options;
  const pool = openDatabase({ url, pool: 1, statement_timeout: PATIENCE });
  try {
    const { host, database } = targetOf(url)!;
    talk.say(texts.looking(host, database));
    return await propose(pool, options);
  } finally {
    await pool.end();
  }
}

async function propose(pool: pg.Pool, { talk, now, configOf }: InitOptions): Promise<Decisions> {
  const look = lookWith(pool, PATIENCE);
  const { tables, closed } = await lookWith(pool, GLANCE)(async (transaction) => ({
    tables: await catalogueOf(transaction),
    closed: await unreadable(transaction),
  }));
  if (tables.length === 0) {
    throw new NothingToPropose(closed.length === 0 ? texts.nothingThere : texts.nothingReadable(closed));
  }
  if (closed.length > 0) talk.say(texts.someUnreadable(closed));
  for (;;) {
    const decided: Partial<Record<Relation, Decisions[Relation]>> = {};
    for (const relation of RELATIONS) decided[relation] = await decide(relation, { look, tables, talk, now });
    const decisions = decided as Decisions;
    if (RELATIONS.every((relation) => decisions[relation].mapping === null)) {
      throw new NothingToPropose(texts.noShop);
    }
    await showFigures(pool, { config: configOf(decisions), talk, now });
    if (!/^(n|no|아니|아니요|아니오|ㄴ)$/i.test(await talk.ask(texts.askRight, ""))) return decisions;
  }
}

async function showFigures(
  pool: pg.Pool,
  { config, talk, now }: { config: Config; talk: Talk; now: number },
): Promise<void> {
  talk.say("");
  talk.say(texts.figures);
  const database = { ...config.database, statement_timeout: PATIENCE };
  const options = { ...config, database, interval: config.interval.metrics };
  const connection = await pool.connect();
  const updates = await readFigures(connection, options, now).finally(() => connection.release(true));
  for (const update of updates) {
    const name = SOURCE_NAMES[update.source]?.[talk.language];
    if (name === undefined || update.kind === "failed" && update.off) continue;
    const text = update.kind === "failed" ? update.reason : figuresText(update);
    if (text) talk.say(`  ${name}: ${text[talk.language]}`);
  }
}
