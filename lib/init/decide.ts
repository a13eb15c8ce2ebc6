/** Which table a relation is read from, and by which columns: proposed, and changed by who answers. */
import pg from "pg";
import type { Look } from "./look.ts";
import { column, sql, table } from "../metrics/sql.ts";
import { STATUS_GROUPS, type StatusWords } from "../shared/default_schema.ts";
import type { Decision } from "./config_text.ts";
import type { Table } from "./field.ts";
import { type Mapping, mappingOf, relationOf, statusesOf, zoneOf } from "./mapping.ts";
import { type Candidate, candidatesFor } from "./propose.ts";
import type { Talk } from "./talk.ts";
import { initTexts as texts } from "./texts.ts";
import type { Relation } from "./vocabulary.ts";

export interface DecideOptions {
  readonly look: Look;
  readonly tables: readonly Table[];
  readonly talk: Talk;
  /** ms since 1970 */
  readonly now: number;
}

/** So many candidates are shown. */
const MOST_SHOWN = 5;
/** So many words of statuses are asked for. */
const MOST_WORDS = 8;

export async function decide(relation: Relation, options: DecideOptions): Promise<Decision> {
  const { talk, tables } = options;
  const candidates = candidatesFor(relation, tables).slice(0, MOST_SHOWN);
  if (candidates.length === 0) {
    talk.say(texts.none(relation));
    return { mapping: null, comment: texts.noTableComment(relation) };
  }
  const chosen = await choose(relation, candidates, talk);
  if (!chosen) return { mapping: null, comment: texts.unwantedComment(relation) };
  const mapping = mappingOf(chosen);
  await withZone(mapping, chosen, options);
  await confirm(mapping, chosen, options);
  const unsure = relation === "orders" ? await withStatuses(mapping, options) : [];
  const { mapped, rows } = chosen.table;
  return { mapping, comment: texts.tableComment(relation, mapped, rows), unsure };
}

async function choose(
  relation: Relation,
  candidates: readonly Candidate[],
  talk: Talk,
): Promise<Candidate | undefined> {
  talk.say("");
  talk.say(texts.candidates(relation));
  candidates.forEach(({ table: { mapped, rows } }, index) =>
    talk.say(texts.candidate(index + 1, mapped, rows))
  );
  for (;;) {
    const answer = await talk.ask(texts.askTable(candidates.length), "1");
    if (answer === "0") return;
    const named = candidates.find(({ table }, index) =>
      answer === String(index + 1) || answer === table.mapped
    );
    if (named) return named;
    talk.say(texts.badNumber);
  }
}

async function withZone(
  mapping: Mapping,
  { relation, fields }: Candidate,
  options: DecideOptions,
): Promise<void> {
  if (!fields.at) return;
  const asked = { relation, mapping, field: fields.at, now: options.now };
  const zone = await unlessRefused(() => options.look((transaction) => zoneOf(transaction, asked)));
  if (typeof zone === "string") mapping.time_zone = zone;
}

/** Shows the mapping, and changes it key by key for as long as somebody wants to. */
async function confirm(
  mapping: Mapping,
  { relation, table: { fields } }: Candidate,
  options: DecideOptions,
): Promise<void> {
  const { talk } = options;
  const keys = Object.keys(mapping).filter((key) => !["table", "from", "time_zone"].includes(key));
  for (;;) {
    for (const [key, value] of Object.entries(mapping)) talk.say(`    ${key.padEnd(12)} ${shown(value)}`);
    const key = await talk.ask(texts.askKey, "");
    if (/^(|y|yes|예|네|ㅇ)$/i.test(key)) return;
    if (!keys.includes(key)) {
      talk.say(texts.unknownKey(keys.join(", ")));
      continue;
    }
    const names = fields.map(({ mapped }) => mapped).slice(0, 30).join(", ");
    const before = String(mapping[key]);
    const answer = await talk.ask(texts.askColumn(key, before, names), before);
    const refused = answer === "null" ? null : await refusal(options.look, { relation, mapping, answer });
    if (refused !== null) talk.say(texts.refused(refused));
    else mapping[key] = answer === "null" ? null : answer;
  }
}

function shown(value: Mapping[string]): string {
  return value === null ? "null" : String(value).replaceAll("\n", " ").replaceAll(/ +/g, " ");
}

/** Why an expression cannot be read, in the database's words; null where it can. */
async function refusal(
  look: Look,
  { relation, mapping, answer }: { relation: Relation; mapping: Mapping; answer: string },
): Promise<string | null> {
  const read = sql`SELECT ${column(answer)} FROM ${table(relationOf(relation, mapping))} LIMIT 0`;
  const error = await unlessRefused(() => look(async (transaction) => void await transaction.rows(read)));
  return error instanceof pg.DatabaseError ? error.message : null;
}

/** Puts the words of the status column into their groups; the ones that belong nowhere. */
async function withStatuses(
  mapping: Mapping,
  { look, talk }: DecideOptions,
): Promise<readonly string[]> {
  const found = await unlessRefused(() => look((transaction) => statusesOf(transaction, mapping)));
  if (!found || found instanceof pg.DatabaseError) return [];
  const statuses: StatusWords = found.statuses;
  const unsure: string[] = [];
  for (const [index, word] of found.unsure.entries()) {
    const answer = talk.asks && index < MOST_WORDS ? await talk.ask(texts.askGroup(word), "") : "";
    const group = STATUS_GROUPS[Number(answer) - 1];
    if (group) statuses[group].push(word);
    else unsure.push(word);
  }
  mapping.statuses = statuses;
  return unsure;
}

/** What a look gives, or the error with which the database refused it. */
async function unlessRefused<T>(look: () => Promise<T>): Promise<T | pg.DatabaseError> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error;
  }
}
