/**
 * Our public address, as far as markets tell it: some name it when they refuse it. Lines of shops get another one now and
 * then, and whoever has to register it needs to know which, and that it changed.
 */
import type { CheckResult } from "../collectors/update.ts";
import { sentences } from "../shared/sentences.ts";
import type { Text } from "../shared/text.ts";
import type { StateStore } from "../state/state_store.ts";
import { ownAddressTexts } from "./own_address_texts.ts";

interface KnownAddress {
  readonly address: string;
  /** The one before it; null for the first. */
  readonly before: string | null;
}

const NAME = "own_address";

/** Our address where a check was refused for it and the market names it, else null. */
export function namedAddress({ class: health, error }: CheckResult): string | null {
  return health === "IP" ? addressIn(error ?? "") : null;
}

/** The check with our address in its remedy; it is kept, so that a change can be seen. */
export async function withOwnAddress(
  check: CheckResult,
  address: string,
  state: Pick<StateStore, "keep" | "kept">,
): Promise<CheckResult> {
  const known = knownOf(await state.kept(NAME));
  const now = known?.address === address ? known : { address, before: known?.address ?? null };
  if (now !== known) await state.keep(NAME, now);
  const said = now.before === null
    ? ownAddressTexts.is(address)
    : ownAddressTexts.changed(address, now.before);
  return { ...check, remedy: both(said, check.remedy) };
}

/** The first IP address that a text names; null when it names none. */
export function addressIn(text: string): string | null {
  const words = text.match(/[\da-f.:]+/gi) ?? [];
  return words.map((word) => word.replace(/[.:]+$/, "")).find(isAddress) ?? null;
}

function isAddress(word: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(word)) return word.split(".").every((part) => Number(part) <= 255);
  return /:.*:/.test(word) && URL.canParse(`http://[${word}]`);
}

function both(first: Text, second: Text | null): Text {
  return { ko: sentences(first.ko, second?.ko ?? ""), en: sentences(first.en, second?.en ?? "") };
}

/** What was kept, if it is what was meant. */
function knownOf(kept: unknown): KnownAddress | undefined {
  const { address, before } = (kept ?? {}) as Partial<Record<keyof KnownAddress, unknown>>;
  if (typeof address !== "string") return undefined;
  return { address, before: typeof before === "string" ? before : null };
}
