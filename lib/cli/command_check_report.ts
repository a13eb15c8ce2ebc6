/** How findings are written: for people as they come, for programs all at once. */
import type { Area, Finding, Grade } from "../check/finding.ts";
import type { Language } from "../shared/text.ts";
import { AREA_NAMES, checkTexts, GRADE_NAMES } from "./check_texts.ts";
import { VERSION } from "../app/version.ts";

export interface Report {
  add(finding: Finding): void;
  end(): void;
}

/** Shapes tell the grades apart where colours cannot. */
const MARKS: Readonly<Record<Grade, string>> = { ok: "✓", off: "-", warning: "!", fault: "✗" };

export interface TextReportOptions {
  readonly language: Language;
  /** Also what exactly was seen. */
  readonly verbose?: boolean;
  readonly writeOut: (text: string) => void;
}

export function textReport({ language, verbose = false, writeOut }: TextReportOptions): Report {
  const count: Record<Grade, number> = { ok: 0, off: 0, warning: 0, fault: 0 };
  let last: Area | undefined;
  return {
    add({ area, grade, message, remedy, lines, seen }) {
      count[grade] += 1;
      const head = area === last ? [] : [...(last ? [""] : []), AREA_NAMES[area][language]];
      last = area;
      const written = [
        ...head,
        `  ${MARKS[grade]} ${GRADE_NAMES[grade][language]}: ${message[language]}`,
        ...(remedy ? [`    → ${remedy[language]}`] : []),
        ...lines.map((line) => `      ${line}`),
        ...(verbose ? seen.map((line) => `    · ${line}`) : []),
      ];
      writeOut(written.map((line) => `${printable(line)}\n`).join(""));
    },
    end() {
      writeOut(`\n${checkTexts.summary(count)[language]}\n`);
    },
  };
}

/** `{ ok, version, findings }`, where texts have both languages. */
export function jsonReport(writeOut: (text: string) => void): Report {
  const findings: Finding[] = [];
  return {
    add: (finding) => void findings.push(finding),
    end() {
      const ok = findings.every(({ grade }) => grade !== "fault");
      writeOut(`${JSON.stringify({ ok, version: VERSION, findings }, null, 2)}\n`);
    },
  };
}

/** What a foreign server says must not be able to command a terminal. */
function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, "\ufffd");
}
