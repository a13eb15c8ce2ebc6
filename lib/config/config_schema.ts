import { z } from "zod";
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
    override({ zodSchema: { _zod: { def } }, jsonSchema, path }) {
      const key = path.filter((_, index) => index % 2 === 1 && path[index - 1] === "properties");
      const isKey = path.length === key.length * 2;
      const description = isKey ? keyText(key.map(String))?.[language] : undefined;
      if (description !== undefined) jsonSchema.description = description;
      // A group that is not written is not an empty one, but one whose keys have their defaults.
      if (def.type === "prefault") delete jsonSchema.default;
      if (def.type === "default") jsonSchema.default = asWritten(def.defaultValue, jsonSchema.type);
    },
  });
  return schema as ConfigSchema;
}

/** Durations are numbers of milliseconds in the program and text in the file. */
function asWritten(value: unknown, type: unknown): unknown {
  return typeof value === "number" && type === "string" ? durationText(value) : value;
}
