/** What somebody may do: look; look and act on the running program; also change users, tokens and settings. */
export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = typeof ROLES[number];

/** What an API token may be used for: to read figures, to read `/metrics`, to read and act on the running program. */
export const SCOPES = ["read", "metrics", "operate"] as const;
export type Scope = typeof SCOPES[number];

/** Who asks, and what is shown to them. */
export interface Viewer {
  /** As shown on the page and written to the audit log; `null`: nobody had to say who they are. */
  readonly name: string | null;
  /** How they came in: through an open door, by logging in, as a screen on a wall, or with an API token. */
  readonly kind: "anyone" | "user" | "screen" | "token";
  readonly role: Role;
  /** Of an API token: what it is for. Nobody else is limited to anything but their role. */
  readonly scopes?: readonly Scope[];
  /** Whether amounts of money are hidden from them. */
  readonly masked: boolean;
  /** Aborted as soon as these rights end or change: what is open for them is then closed. */
  readonly ended: AbortSignal;
}

/** Whether the viewer's role is `least` or above it. */
export function hasRole({ role }: Pick<Viewer, "role">, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Whether the viewer may do what `scope` stands for, as far as that depends on a token: `operate` includes `read`. */
export function hasScope({ scopes }: Pick<Viewer, "scopes">, scope: Scope): boolean {
  return scopes === undefined || scopes.includes(scope) || (scope === "read" && scopes.includes("operate"));
}
