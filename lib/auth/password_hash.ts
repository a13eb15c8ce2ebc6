/**
 * Passwords are kept as hashes that cost memory and time. scrypt of `node:crypto` works on a thread of the runtime's, so
 * the event loop goes on, with no library and no worker of ours.
 */
import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { HashQueue } from "./hash_queue.ts";
import { normalPassword } from "./password_rules.ts";

/** `ln`: the logarithm of scrypt's N to base 2. */
interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/**
 * 32 MiB for each that is hashed, one of the settings that OWASP calls equal in strength
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt).
 */
export const COST: Cost = { ln: 15, r: 8, p: 3 };
/** What a stored hash may ask for at most. */
const MOST: Cost = { ln: 18, r: 16, p: 16 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A machine with two cores keeps one for everything else. Two at once use 64 MiB; more wait their turn. */
const queue = new HashQueue({ atOnce: navigator.hardwareConcurrency > 2 ? 2 : 1, waiting: 64 });

/**
 * The hash of a password in PHC format (https://github.com/P-H-C/phc-string-format): `$scrypt$ln=15,r=8,p=3$salt$hash`.
 *
 * @throws {BusyError} when too many are waiting
 */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { salt, cost, bytes: HASH_BYTES });
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether `password` is the one of `stored`. Where there is none (null) the answer is no, and takes as long.
 *
 * @throws {BusyError} when too many are waiting
 */
export async function isPassword(
  password: string,
  { stored, urgent = false }: { stored: string | null; urgent?: boolean },
): Promise<boolean> {
  const { cost, salt, hash } = parsed(stored) ?? NOBODYS;
  const derived = await derive(password, { salt, cost, bytes: hash.length, urgent });
  return timingSafeEqual(derived, hash) && stored !== null;
}

/** Whether a stored hash costs less than those that are made today. */
export function isOutdated(stored: string): boolean {
  const { ln, r, p } = parsed(stored)?.cost ?? COST;
  return ln !== COST.ln || r !== COST.r || p !== COST.p;
}

interface Parsed {
  readonly cost: Cost;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const NOBODYS: Parsed = { cost: COST, salt: new Uint8Array(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

/** Null for what is no hash of ours, or would cost more than a server has. */
function parsed(stored: string | null): Parsed | null {
  const [, ln, r, p, salt, hash] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]{22,})$/.exec(stored ?? "") ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (salt === undefined || hash === undefined) return null;
  if (!(cost.ln >= 1 && cost.ln <= MOST.ln && cost.r >= 1 && cost.r <= MOST.r)) return null;
  if (!(cost.p >= 1 && cost.p <= MOST.p)) return null;
  return { cost, salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") };
}

interface Deriving {
  readonly salt: Uint8Array;
  readonly cost: Cost;
  readonly bytes: number;
  readonly urgent?: boolean;
}

function derive(
  password: string,
  { salt, cost: { ln, r, p }, bytes, urgent }: Deriving,
): Promise<Uint8Array> {
  const options = { N: 2 ** ln, r, p, maxmem: 2 ** ln * r * 128 * 2 };
  const work = () =>
    new Promise<Uint8Array>((resolve, reject) =>
      scrypt(
        normalPassword(password),
        salt,
        bytes,
        options,
        (error, key) => error ? reject(error) : resolve(key),
      )
    );
  return queue.run(work, { urgent });
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
