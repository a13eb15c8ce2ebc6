/** `marketpulse audit`: who did what and who was refused, oldest first, so that the latest stands where one looks. */
import { isoInZone } from "../metrics/business_day.ts";
import { AUDIT_KINDS, type AuditRecord } from "../state/audit_store.ts";
import { auditTexts as texts } from "./command_audit_texts.ts";
import { type OwnState, type OwnStateOptions, withOwnState } from "./own_state.ts";
import { textTable } from "./text_table.ts";
import { UsageError } from "./usage_error.ts";
import { whenIn } from "./when_in.ts";

export interface AuditFlags {
  readonly config?: string;
  /** Milliseconds */
  readonly since?: number;
  readonly kind?: string;
  readonly json?: boolean;
}

const WEEK = 7 * 24 * 3_600_000;
/** Entries that are read at once; a file of any size is written in pieces of this many. */
const AT_ONCE = 5_000;

export async function audit(
  { since = WEEK, kind: word, json = false, config }: AuditFlags,
  { writeOut, ...options }: OwnStateOptions & { readonly writeOut: (text: string) => void },
): Promise<void> {
  const kind = AUDIT_KINDS.find((kind) => kind === word);
  if (word !== undefined && !kind) throw new UsageError(texts.notKind(word));
  const { language } = options;
  await withOwnState({ ...options, config }, async (own) => {
    const entries = await read(own, { since: own.clock.now() - since, kind });
    const { timezone } = own.config.business;
    if (json) {
      const lines = entries.map((entry) => JSON.stringify({ ...entry, at: isoInZone(entry.at, timezone) }));
      return writeOut(lines.map((line) => `${line}\n`).join(""));
    }
    if (entries.length === 0) return writeOut(`${texts.none[language]}\n`);
    writeOut(textTable([texts.columns[language], ...entries.map((entry) => rowOf(entry, timezone))]));
  });
}

async function read(
  { state }: OwnState,
  { since, kind }: { since: number; kind?: (typeof AUDIT_KINDS)[number] },
): Promise<AuditRecord[]> {
  const all: AuditRecord[] = [];
  for (;;) {
    const part = await state.audit.entries({ since, kind, before: all.at(-1)?.id, limit: AT_ONCE });
    all.push(...part);
    if (part.length < AT_ONCE) return all.reverse();
  }
}

function rowOf(
  { at, outcome, action, actor, address, target, detail }: AuditRecord,
  timezone: string,
): string[] {
  const words = Object.entries(detail).map(([name, value]) => `${name}=${value}`);
  return [
    whenIn(timezone)(at),
    outcome,
    action,
    actor ?? "-",
    address ?? "-",
    target ?? "-",
    words.join(" "),
  ];
}
