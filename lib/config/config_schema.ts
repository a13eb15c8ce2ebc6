import * as z from "zod";
import type { Language } from "../shared/text.ts";
import { durationText } from "./duration.ts";
import { keyText } from "./key_texts.ts";
import { fileSections } from "./sections.ts";

/** The parts of JSON Schema (https://json-schema.org/draft/2020-12) that describe a configuration. */
export interface ConfigSchema {
  description?: string;
  default?: unknown;
  properties?: Record<string, ConfigSchema>;
  anyOf?: ConfigSchema[];
}

/**
 * The configuration file as JSON Schema, made of the same schema that checks it: keys with their defaults, as one would
 * write them, and what they mean.
 */
export function configSchema(language: Language): ConfigSchema {
  const schema = z.toJSONSchema(fileSections, {
    io: "input",
    unrepresentable: "any",
    override({ zodSchema: { _zod: { def } }, jsonSchema }) {
      // A group that is not written is not an empty one, but one whose keys have their defaults.
      if (def.type === "prefault") delete jsonSchema.default;
      if (def.type === "default") jsonSchema.default = asWritten(def.defaultValue, jsonSchema.type);
    },
  });
  return described(schema as ConfigSchema, [], language);
}

/** The keys of a group, also of one that may be null. */
export function keysOf({ properties, anyOf }: ConfigSchema): ConfigSchema["properties"] {
  return properties ?? anyOf?.find((option) => option.properties)?.properties;
}

/** Copies with descriptions: two keys whose values are alike may have one schema between them. */
function described(schema: ConfigSchema, path: readonly string[], language: Language): ConfigSchema {
  const { properties, anyOf } = schema;
  const description = keyText(path)?.[language];
  return {
    ...schema,
    ...(description !== undefined && { description }),
    ...(anyOf && { anyOf: anyOf.map((option) => ({ ...option, ...withKeys(option.properties) })) }),
    ...withKeys(properties),
  };

  function withKeys(keys: ConfigSchema["properties"]) {
    if (!keys) return {};
    const inner = Object.entries(keys).map((
      [key, value],
    ) => [key, described(value, [...path, key], language)]);
    return { properties: Object.fromEntries(inner) as ConfigSchema["properties"] };
  }
}

/** Durations are numbers of milliseconds in the program and text in the file. */
function asWritten(value: unknown, type: unknown): unknown {
  return typeof value === "number" && type === "string" ? durationText(value) : value;
}
