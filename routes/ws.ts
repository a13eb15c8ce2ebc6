import { define } from "@/lib/web/state.ts";
import { upgradeLive } from "@/lib/web/upgrade_live.ts";

export const handler = define.handlers({ GET: upgradeLive });
