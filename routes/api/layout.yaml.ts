import { layoutYaml } from "@/lib/shared/layout_yaml.ts";
import { define } from "@/lib/web/state.ts";

/** The cards that pages show, as the configuration file has them. */
export const handler = define.handlers({
  GET: ({ state: { services } }) =>
    new Response(layoutYaml(services.layout.shown), {
      headers: {
        "content-type": "application/yaml; charset=utf-8",
        "content-disposition": 'attachment; filename="layout.yaml"',
        "cache-control": "no-store",
      },
    }),
});
