/** Written metrics, with what the program knows of them besides. */
import type { CustomMetric } from "../shared/custom_metric.ts";
import type { WrittenMetric } from "./metrics_section.ts";
import type { YamlFile } from "./yaml_file.ts";

/** @param path of the file, of which nothing but its name is shown */
export function locatedMetrics(
  written: readonly WrittenMetric[],
  { yaml, path }: { yaml: Pick<YamlFile, "lineOf">; path: string | null },
): CustomMetric[] {
  const file = path?.split(/[\\/]/).at(-1) ?? "marketpulse.yaml";
  return written.map((metric, index) => ({
    ...metric,
    title: metric.title ?? { ko: metric.name, en: metric.name },
    where: `${file}:${yaml.lineOf(["metrics", index, "sql"])}`,
    definition: fingerprint(JSON.stringify([metric.sql, metric.unit])),
  }));
}

/** FNV-1a in 32 bits: tells statements apart, and hides nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
