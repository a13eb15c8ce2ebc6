/** A bill of materials: what of npm the lock file pins, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). */

/** The parts of deno.lock, version 5, that are read here. */
export interface Lock {
  readonly npm: Readonly<Record<string, { readonly integrity?: string }>>;
}

export interface Bom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly version: 1;
  readonly metadata: { readonly component: { type: "application"; name: string; version: string } };
  readonly components: readonly Component[];
}

export interface Component {
  readonly type: "library";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: "SHA-512"; readonly content: string }[];
}

/** Every package of the lock once, those for building and testing among them. */
export function bomOf(lock: Lock, { version }: { version: string }): Bom {
  const components = new Map<string, Component>();
  for (const [key, { integrity }] of Object.entries(lock.npm)) {
    const component = componentOf(key, integrity);
    components.set(component.purl, component);
  }
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", name: "marketpulse", version } },
    components: [...components.values()].sort((a, b) => a.purl < b.purl ? -1 : 1),
  };
}

/** A key is `@scope/name@1.2.3`, with `_peer@1.0.0` behind it where peers were chosen. */
function componentOf(key: string, integrity: string | undefined): Component {
  const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key) ?? [];
  if (!name || !version) {
    throw new Error(`Cannot read deno.lock, '${key}' is no package: update tools/sbom.ts`);
  }
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const sha512 = /^sha512-(.+)$/.exec(integrity ?? "")?.[1];
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    ...sha512 && { hashes: [{ alg: "SHA-512", content: hex(sha512) }] },
  };
}

function hex(base64: string): string {
  return [...atob(base64)].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
