/** `marketpulse token create|list|revoke`: keys for programs and screens. */
import { StartError } from "../app/start_error.ts";
import { TOKEN_LIMITS, TokenDesk } from "../auth/token_desk.ts";
import { tokenRefusals } from "../auth/token_refusals.ts";
import { isInForce, type TokenRecord } from "../state/token_store.ts";
import { tokenTexts as texts } from "./command_token_texts.ts";
import { type OwnState, type OwnStateOptions, withOwnState } from "./own_state.ts";
import { screenUrl } from "./screen_url.ts";
import { textTable } from "./text_table.ts";
import type { CreateFlags } from "./token_flags.ts";
import { UsageError } from "./usage_error.ts";
import { whenIn } from "./when_in.ts";

export interface TokenCommandOptions extends OwnStateOptions {
  readonly writeOut: (text: string) => void;
}

export async function createToken(
  name: string,
  flags: CreateFlags,
  options: TokenCommandOptions,
): Promise<void> {
  const { screen = false, scope, expires = TOKEN_LIMITS.life.usual, masked = false } = flags;
  if (screen && (scope || flags.expires !== undefined)) throw new UsageError(texts.screenIsFixed);
  if (!screen && flags.publicUrl) throw new UsageError(texts.urlIsOfScreens);
  const { language, writeOut } = options;
  await withOwnState({ ...options, config: flags.config }, async (own) => {
    const given = await deskOf(own).create({
      kind: screen ? "screen" : "api",
      name,
      scopes: scope ?? ["read"],
      masked,
      life: expires === Infinity ? null : expires,
    }, own.by);
    if (!given.ok) throw new StartError(tokenRefusals[given.refusal]);
    const { token, secret } = given;
    if (screen) {
      const url = screenUrl(secret, { server: own.config.server, publicUrl: flags.publicUrl });
      writeOut(`${texts.screenMade(token.id)[language]}\n\n${url}\n`);
      return;
    }
    const ends = token.expires_at === null ? null : whenIn(own.config.business.timezone)(token.expires_at);
    writeOut(`${texts.made(token.id, ends)[language]}\n\n${secret}\n`);
  });
}

export async function listTokens(
  flags: { config?: string; json?: boolean },
  options: TokenCommandOptions,
): Promise<void> {
  const { language, writeOut } = options;
  await withOwnState({ ...options, config: flags.config }, async (own) => {
    const tokens = await deskOf(own).list();
    if (flags.json) {
      const shown = tokens.map(({ hash: _, ...token }) => token);
      writeOut(`${JSON.stringify(shown, null, 2)}\n`);
      return;
    }
    if (tokens.length === 0) return writeOut(`${texts.none[language]}\n`);
    const header = texts.columns[language];
    writeOut(textTable([header, ...tokens.map((token) => rowOf(token, { own, language }))]));
  });
}

export async function revokeToken(
  id: string,
  flags: { config?: string },
  options: TokenCommandOptions,
): Promise<void> {
  await withOwnState({ ...options, config: flags.config }, async (own) => {
    const token = await deskOf(own).revoke(id, own.by);
    if (!token) throw new StartError(texts.noSuch(id));
    options.writeOut(`${texts.revoked(token.name)[options.language]}\n`);
  });
}

function deskOf({ state, clock, audit }: OwnState): TokenDesk {
  return new TokenDesk({ store: state.tokens, clock, audit: audit.record });
}

function rowOf(
  token: TokenRecord,
  { own: { config, clock }, language }: { own: OwnState; language: TokenCommandOptions["language"] },
): string[] {
  const { id, kind, scopes, masked, expires_at, revoked_at, last_use, name } = token;
  const when = whenIn(config.business.timezone);
  const { words } = texts;
  const ended = revoked_at === null ? words.expired : words.revoked;
  return [
    id,
    kind === "screen" ? words.screen[language] : scopes.join(","),
    masked ? words.masked[language] : "",
    isInForce(token, clock.now())
      ? expires_at === null ? words.never[language] : when(expires_at)
      : ended[language],
    last_use ? `${when(last_use.at)} ${last_use.address}` : words.unused[language],
    name,
  ];
}
