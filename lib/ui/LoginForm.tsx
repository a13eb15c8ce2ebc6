interface LoginFormProps {
  action: string;
  /** Where to go afterwards. */
  to: string;
  /** As it was entered last. */
  name: string;
  /** Why nobody was let in. */
  fault: string | null;
  /** There is no user, so one is made, by who knows the code. */
  first: boolean;
  /** Where one logs in by a provider; null where there is none. */
  other: string | null;
  texts: LoginFormTexts;
}

export type LoginFormTexts = Readonly<
  Record<
    | "title"
    | "name"
    | "password"
    | "submit"
    | "forgotten"
    | "firstTitle"
    | "firstAbout"
    | "code"
    | "newPassword"
    | "again"
    | "create"
    | "other",
    string
  >
>;

/** Works without a script, with password managers and for screen readers. */
export function LoginForm({ action, to, name, fault, first, other, texts }: LoginFormProps) {
  // Where something was wrong, what was wrong is read out with the field.
  const described = fault === null ? {} : { "aria-describedby": "login-fault", "aria-invalid": true };
  return (
    <form class="login" method="post" action={action}>
      <h1>{first ? texts.firstTitle : texts.title}</h1>
      {first && <p>{texts.firstAbout}</p>}
      {fault !== null && <p id="login-fault" class="login__fault" role="alert">{fault}</p>}
      <input type="hidden" name="to" value={to} />
      {first && (
        <Field
          label={texts.code}
          name="code"
          autocomplete="one-time-code"
          autofocus
          {...described}
        />
      )}
      <Field
        label={texts.name}
        name="name"
        value={first && name === "" ? "admin" : name}
        autocomplete="username"
        autofocus={!first && name === ""}
        {...described}
      />
      <Field
        label={first ? texts.newPassword : texts.password}
        name="password"
        type="password"
        autocomplete={first ? "new-password" : "current-password"}
        autofocus={!first && name !== ""}
        {...described}
      />
      {first && <Field label={texts.again} name="again" type="password" autocomplete="new-password" />}
      <button type="submit" class="button">{first ? texts.create : texts.submit}</button>
      {other !== null && <a class="login__other" href={other}>{texts.other}</a>}
      {!first && <p class="login__help">{texts.forgotten}</p>}
    </form>
  );
}

interface FieldProps {
  label: string;
  name: string;
  type?: string;
  value?: string;
  autocomplete: string;
  autofocus?: boolean;
}

export function Field({ label, name, type = "text", ...rest }: FieldProps) {
  return (
    <label class="login__field">
      {label}
      <input
        name={name}
        type={type}
        required
        autocapitalize="none"
        spellcheck={false}
        maxLength={1024}
        {...rest}
      />
    </label>
  );
}
