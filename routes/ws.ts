import { define } from "@/lib/app/state.ts";
import { upgradeLive } from "@/lib/app/upgrade_live.ts";

export const handler = define.handlers({ GET: upgradeLive });
