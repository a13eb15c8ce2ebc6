/** What the page of who is logged in is sent: another password, or the end of a session. */
import type { Context } from "fresh";
import { normalPassword, passwordFault } from "../auth/password_rules.ts";
import type { Text } from "../shared/text.ts";
import { accountTexts as texts } from "./account_texts.ts";
import { callerOf, letIn, notLoggedIn } from "./log_in.ts";
import { loginTexts } from "./login_texts.ts";
import { endOwnSession } from "./own_sessions.ts";
import { readForm } from "./read_form.ts";
import type { State } from "./state.ts";

/** Why nothing was done. */
export interface AccountFault {
  readonly status: 400 | 403 | 404 | 429 | 503;
  readonly fault: Text;
}

/** What was done, as the address of the page says it afterwards. */
export const DONE = { password: texts.changed, session: texts.ended } as const;

/** Leads back to the page, or says why not. */
export async function takeAccountForm(ctx: Context<State>): Promise<Response | AccountFault> {
  const form = await readForm(ctx.req);
  if (!form) return { status: 400, fault: loginTexts.badForm };
  const id = form.get("session");
  if (id === null) return await changePassword(ctx, form);
  if (!await endOwnSession(ctx, id)) return { status: 404, fault: texts.noSuch };
  const { basePath } = ctx.state.services;
  return new Response(null, { status: 303, headers: { location: `${basePath}/account?done=session` } });
}

async function changePassword(ctx: Context<State>, form: URLSearchParams): Promise<Response | AccountFault> {
  const { auth, basePath } = ctx.state.services;
  const field = (name: string) => form.get(name) ?? "";
  const [password, next] = [field("password"), field("next")];
  const fault = passwordFault(next);
  if (fault) return { status: 400, fault };
  if (normalPassword(next) !== normalPassword(field("again"))) {
    return { status: 400, fault: loginTexts.different };
  }
  const name = ctx.state.viewer?.name ?? "";
  const result = await auth.login.changePassword({ name, password, next }, callerOf(ctx));
  if (result.ok) {
    await auth.refresh();
    return await letIn(ctx, result, `${basePath}/account?done=password`);
  }
  const refused = notLoggedIn(result, name);
  if (refused.status === 200) throw new TypeError("A change of the password asks for no code");
  return {
    status: refused.status,
    fault: refused.status === 403 ? texts.wrong : refused.fault ?? texts.wrong,
  };
}
