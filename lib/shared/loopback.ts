/** Whether a name or address can only be this machine; IPv6 with or without brackets. */
export function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || /^\[?::1\]?$/.test(name) ||
    /^(\[?::ffff:)?127(\.\d+){3}\]?$/.test(name);
}
