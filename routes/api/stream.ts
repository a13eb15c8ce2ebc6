import { define } from "@/lib/web/state.ts";
import { streamLive } from "@/lib/web/stream_live.ts";

export const handler = define.handlers({ GET: streamLive });
