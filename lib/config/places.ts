import type { ConfigFile } from "./find_config_file.ts";
import { readYaml } from "./yaml_file.ts";

/** Where a configuration file says something: `file:line` of a dotted key, undefined where it does not say it. */
export function placesOf(file: ConfigFile | null): (key: string) => string | undefined {
  const yaml = file && readYaml(file.text);
  if (!yaml || Array.isArray(yaml)) return () => undefined;
  return (key) => {
    const path = key.split(".");
    const written = path.reduce<unknown>(
      (group, step) => (group as Record<string, unknown> | null | undefined)?.[step],
      yaml.value,
    );
    return written === undefined ? undefined : `${file.path}:${yaml.lineOf(path)}`;
  };
}
