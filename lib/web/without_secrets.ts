import { TOKEN_PATTERN } from "../auth/token_secret.ts";

/** A path as it may be logged: a screen's address has the secret of its token in it, and people put others there by mistake. */
export function withoutSecrets(path: string): string {
  return path.replaceAll(TOKEN_PATTERN, "***").replace(/(\/screen\/).+/, "$1***");
}
