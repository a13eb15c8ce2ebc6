/** Headers of every answer: nothing is taken for what it does not say to be, and no other site learns an address. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};
