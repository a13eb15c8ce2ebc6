import { TokenDesk } from "../auth/token_desk.ts";
import { StartError } from "../app/start_error.ts";
import { tokenRefusals } from "../auth/token_refusals.ts";
import { type OwnStateOptions, withOwnState } from "./own_state.ts";

/** Milliseconds; longer than any request of ours takes. */
const LIFE = 60_000;

/**
 * An API token for as long as `use` lasts, with which a command may act on the server that keeps its state where this one
 * is configured to: whoever may write there could as well make themselves an admin.
 *
 * @throws {StartError} when the state cannot be used
 */
export async function withOwnPass<T>(
  options: OwnStateOptions,
  use: (secret: string) => Promise<T>,
): Promise<T> {
  return await withOwnState(options, async ({ state, clock, audit, by }) => {
    const desk = new TokenDesk({ store: state.tokens, clock, audit: audit.record });
    const given = await desk.create({
      kind: "api",
      name: `${by.actor} ${crypto.randomUUID()}`.slice(0, 80),
      scopes: ["operate"],
      masked: false,
      life: LIFE,
    }, by);
    if (!given.ok) throw new StartError(tokenRefusals[given.refusal]);
    try {
      return await use(given.secret);
    } finally {
      await desk.revoke(given.token.id, by);
    }
  });
}
