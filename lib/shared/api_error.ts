import type { Text } from "./text.ts";

/** What every refused or failed API request answers: `{"error": {"code": "…", "message": {"ko": "…", "en": "…"}}}`. */
export interface ApiError {
  /** A stable word for programs. */
  readonly code: string;
  /** What, why and the remedy, for people. */
  readonly message: Text;
}
