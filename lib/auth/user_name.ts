/** A user's name as it is kept, so that `Kim` and `kim` are one; null when it cannot be one. An e-mail address can. */
export function userName(raw: string): string | null {
  // Of a long text nothing is looked at.
  const name = raw.slice(0, 200).trim().normalize("NFKC").toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u.test(name) ? name : null;
}
