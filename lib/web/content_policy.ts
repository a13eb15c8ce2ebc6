/**
 * What a page may load and run (https://www.w3.org/TR/CSP3/): its own scripts and styles, by the nonce of the answer or as
 * files of this server; nothing of any other site, no text as code, and no frame around it.
 */
export const CONTENT_POLICY: string[] = [
  "default-src 'none'",
  "img-src 'self'",
  "font-src 'none'",
  "media-src 'none'",
  "worker-src 'none'",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** For answers that are no pages. */
export const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";
