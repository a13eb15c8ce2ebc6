import { endsConnection } from "../metrics/connection_fault.ts";
import { Fault } from "../metrics/fault.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";

/**
 * A look that is refused or takes too long has nothing to say: what a mistake in the mapping is, reading the figures says
 * better.
 *
 * @throws the error of a connection that was lost
 */
export async function unlessFailed<T>(
  transaction: ReadTransaction,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await transaction.attempt(look);
  } catch (error) {
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
  }
}
