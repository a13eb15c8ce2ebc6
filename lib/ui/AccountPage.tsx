/** What is shown of one session. */
export interface ShownSession {
  readonly id: string;
  readonly agent: string;
  /** When and where it was used last. */
  readonly seen: string;
  readonly current: boolean;
  /** Of the button that ends it. */
  readonly endLabel: string;
}

export type AccountPageTexts = Readonly<
  Record<
    | "title"
    | "devices"
    | "thisDevice"
    | "end"
    | "changePassword"
    | "changeAbout"
    | "current"
    | "next"
    | "again"
    | "change",
    string
  >
>;

interface AccountPageProps {
  action: string;
  name: string;
  sessions: readonly ShownSession[];
  /** What was done. */
  done: string | null;
  /** Why nothing was done. */
  fault: string | null;
  texts: AccountPageTexts;
}

/** What somebody can do about their own login; works without a script. */
export function AccountPage({ action, name, sessions, done, fault, texts }: AccountPageProps) {
  return (
    <div class="account-page">
      <h1>{texts.title}: {name}</h1>
      {done !== null && <p role="status" class="login__done">{done}</p>}
      {fault !== null && <p id="login-fault" role="alert" class="login__fault">{fault}</p>}
      <section class="panel" aria-labelledby="devices">
        <h2 id="devices">{texts.devices}</h2>
        <ul class="sessions">
          {sessions.map((session) => <Session key={session.id} {...session} action={action} texts={texts} />)}
        </ul>
      </section>
      <form class="panel login--plain" method="post" action={action}>
        <h2>{texts.changePassword}</h2>
        <p class="login__help">{texts.changeAbout}</p>
        <input type="hidden" name="name" value={name} autocomplete="username" />
        <Field label={texts.current} name="password" autocomplete="current-password" />
        <Field label={texts.next} name="next" autocomplete="new-password" />
        <Field label={texts.again} name="again" autocomplete="new-password" />
        <button type="submit" class="button">{texts.change}</button>
      </form>
    </div>
  );
}

function Session(
  { id, agent, seen, current, endLabel, action, texts }: ShownSession & {
    action: string;
    texts: AccountPageTexts;
  },
) {
  return (
    <li class="sessions__one">
      <span>
        <strong>{agent}</strong> {current && <em>{texts.thisDevice}</em>}
        <br />
        <span class="login__help">{seen}</span>
      </span>
      {!current && (
        <form method="post" action={action}>
          <input type="hidden" name="session" value={id} />
          <button type="submit" class="account__out" aria-label={endLabel}>{texts.end}</button>
        </form>
      )}
    </li>
  );
}

function Field({ label, ...rest }: { label: string; name: string; autocomplete: string }) {
  return (
    <label class="login__field">
      {label}
      <input type="password" required maxLength={1024} {...rest} />
    </label>
  );
}
