/** `auto`: open to its own machine while there is no user; `password`: who comes in says who they are; `none`: open to all. */
export const AUTH_MODES = ["auto", "password", "none"] as const;
export type AuthMode = (typeof AUTH_MODES)[number];
