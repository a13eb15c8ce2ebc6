/** `checks`: what of the seller's own is looked at besides the markets. */
import { z } from "zod";
import { CHECK_TYPES, type CheckOptions } from "../shared/check_options.ts";
import { aHeaderMap, aHttpUrl, aJsonMap, aPattern, aScalar, aStatusList } from "./check_values.ts";
import { MARKET_CODES } from "./markets_section.ts";
import { section } from "./section.ts";
import { requirements } from "./texts.ts";
import {
  aChoice,
  aDuration,
  aName,
  aNumberOrNull,
  aTarget,
  aText,
  aWholeNumber,
  aWord,
  type ValueFault,
} from "./values.ts";

/** As much of an answer as is read. */
const LARGEST = 256 * 1024;

const common = {
  name: aName,
  interval: aDuration("10s", "24h").nullable().default(null),
  timeout: aDuration("100ms", "2m").default(10_000),
  slow: aDuration("1ms", "2m").default(2_000),
};

const http = z.strictObject({
  ...common,
  type: z.literal("http"),
  target: aHttpUrl,
  method: aChoice(["GET", "HEAD", "OPTIONS"]).default("GET"),
  headers: aHeaderMap.default({}),
  expect: section({
    status: aStatusList.default([[200, 299]]),
    headers: aHeaderMap.default({}),
    body: aPattern.default(""),
    json: aJsonMap.default({}),
    max_size: aWholeNumber(1, LARGEST).default(LARGEST),
  }),
});

const tcp = z.strictObject({
  ...common,
  type: z.literal("tcp"),
  target: aTarget,
  send: aText.default(""),
  expect: section({ banner: aPattern.default("") }),
});

const tls = z.strictObject({
  ...common,
  type: z.literal("tls"),
  target: aTarget,
  expect: section({
    days: aWholeNumber(0, 3_650).default(30),
    min_days: aWholeNumber(0, 3_650).default(0),
  }),
});

const sql = z.strictObject({
  ...common,
  type: z.literal("sql"),
  target: aWord,
  expect: section({
    min: aNumberOrNull.default(null),
    max: aNumberOrNull.default(null),
    equals: aScalar.default(null),
  }),
});

const KINDS = { http, tcp, tls, sql };

const check = z.discriminatedUnion("type", [http, tcp, tls, sql]);

const fault = (required: ValueFault["required"]) => ({ params: { fault: { required, secret: false } } });

export const checksSection = z.array(check).superRefine((checks, context) => {
  const names = new Set<string>(MARKET_CODES);
  checks.forEach(({ name, slow, timeout }, index) => {
    const wrong = (key: string, required: ValueFault["required"]) =>
      context.addIssue({ code: "custom", path: [index, key], ...fault(required) });
    if (names.has(name)) wrong("name", requirements.nameTaken);
    names.add(name);
    if (slow >= timeout) wrong("slow", requirements.slowBelowTimeout);
  });
}).default([]) satisfies z.ZodType<CheckOptions[]>;

/** The keys of the checks in a file as its writer meant them, for whoever looks for the nearest right one. */
export function keysOfChecks(raw: unknown): unknown {
  if (!Array.isArray(raw)) return [];
  return raw.map((entry: { type?: unknown } | null) => {
    const type = CHECK_TYPES.find((type) => type === entry?.type) ?? "http";
    const { shape } = KINDS[type];
    return { ...shape, expect: shape.expect.unwrap().out.shape };
  });
}
