/** Features of browsers that no page here uses; whoever brings foreign code into one gets them no more than we. */
const UNUSED = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "usb",
];

/**
 * Headers of every answer: nothing is taken for what it does not say to be, no other site learns an address, frames a page,
 * holds a handle of its window or loads anything from here.
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // What old browsers call their auditor can be made to break pages, and protects none that has a policy.
  "x-xss-protection": "0",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": UNUSED.map((feature) => `${feature}=()`).join(", "),
};
