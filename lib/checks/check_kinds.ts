import type { CheckOptions } from "../shared/check_options.ts";
import type { CheckKind, CheckTools, Found } from "./check_kind.ts";
import { checkHttp } from "./http_check.ts";
import { checkSql } from "./sql_check.ts";
import { checkTcp } from "./tcp_check.ts";
import { checkTls } from "./tls_check.ts";

type OptionsOf<Type extends CheckOptions["type"]> = Extract<CheckOptions, { type: Type }>;

/** Every kind of check, by its type in the configuration. */
const KINDS: { readonly [Type in CheckOptions["type"]]: CheckKind<OptionsOf<Type>> } = {
  http: checkHttp,
  tcp: checkTcp,
  tls: checkTls,
  sql: checkSql,
};

/** Looks once at what `options` describe. */
export function lookAt<Type extends CheckOptions["type"]>(
  options: OptionsOf<Type>,
  tools: CheckTools,
): Promise<Found> {
  return (KINDS[options.type as Type] as CheckKind<OptionsOf<Type>>)(options, tools);
}
