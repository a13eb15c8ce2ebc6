import { Field } from "./LoginForm.tsx";

interface CodeFormProps {
  action: string;
  /** Where to go afterwards. */
  to: string;
  /** Says that the password was right. */
  ticket: string;
  /** Why nobody was let in. */
  fault: string | null;
  texts: Readonly<Record<"title" | "about" | "otp" | "submit", string>>;
}

/** The second step of a login: the code that an app shows. */
export function CodeForm({ action, to, ticket, fault, texts }: CodeFormProps) {
  const described = fault === null ? {} : { "aria-describedby": "login-fault", "aria-invalid": true };
  return (
    <form class="login" method="post" action={action}>
      <h1>{texts.title}</h1>
      <p>{texts.about}</p>
      {fault !== null && <p id="login-fault" class="login__fault" role="alert">{fault}</p>}
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="ticket" value={ticket} />
      <Field label={texts.otp} name="otp" autocomplete="one-time-code" autofocus {...described} />
      <button type="submit" class="button">{texts.submit}</button>
    </form>
  );
}
