/** `auth`: who may come in. */
import * as z from "zod";
import { AUTH_MODES } from "../shared/auth_mode.ts";
import { isLoopback } from "../shared/loopback.ts";
import { ROLES } from "../shared/viewer.ts";
import { section } from "./section.ts";
import { requirements } from "./texts.ts";
import { aChoice, aCredential, aDuration, aText, value, type ValueFault } from "./values.ts";

const fault = (required: ValueFault["required"]) => ({ params: { fault: { required, secret: false } } });

const session = section({
  idle: aDuration("5m", "8760h").default(168 * 3_600_000),
  absolute: aDuration("5m", "8760h").default(720 * 3_600_000),
}).refine(({ idle, absolute }) => idle <= absolute, {
  path: ["idle"],
  ...fault(requirements.idleBelowAbsolute),
});

/** Empty, or an issuer whose word nobody on the way can change. */
const anIssuer = value(requirements.issuer, (raw) => {
  if (raw === "") return "";
  const url = typeof raw === "string" ? URL.parse(raw) : null;
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  return url && safe && !url.username && !url.search && !url.hash ? raw as string : undefined;
});

/** An e-mail address, or a domain of them. */
const aMember = value(
  requirements.member,
  (raw) =>
    typeof raw === "string" && /^(?:[^\s@]+)?@?[^\s@]+\.[^\s@]+$/.test(raw.trim()) ? raw.trim() : undefined,
);

const oidc = section({
  issuer: anIssuer.default(""),
  client_id: aText.default(""),
  client_secret: aCredential.default(""),
  allowed: z.array(aMember).default([]),
  role: aChoice(ROLES).default("viewer"),
})
  .refine(({ issuer, client_id }) => issuer === "" || client_id !== "", {
    path: ["client_id"],
    ...fault(requirements.clientId),
  })
  .refine(({ issuer, allowed }) => issuer === "" || allowed.length > 0, {
    path: ["allowed"],
    ...fault(requirements.allowed),
  });

export const authSection = section({ mode: aChoice(AUTH_MODES).default("auto"), session, oidc });
