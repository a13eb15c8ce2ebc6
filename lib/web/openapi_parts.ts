/** The words of an OpenAPI description that repeat. */
import { ref, type Schema } from "./openapi_schemas.ts";

export const content = (type: string, schema: Schema): Schema => ({ [type]: { schema } });
export const answer = (description: string, schema: Schema): Schema => ({
  description,
  content: content("application/json", schema),
});
export const error = (description: string): Schema => answer(description, ref("Error"));
export const plain = (description: string, type = "text/plain"): Schema => ({
  description,
  content: content(type, { type: "string" }),
});
export const query = (name: string, description: string, schema: Schema = { type: "string" }): Schema => ({
  name,
  in: "query",
  description,
  schema,
});
export const get = (summary: string, responses: Schema, parameters: readonly Schema[] = []): Schema => ({
  get: { summary, ...(parameters.length > 0 && { parameters }), responses },
});
