import { define } from "@/lib/app/state.ts";
import { streamLive } from "@/lib/app/stream_live.ts";

export const handler = define.handlers({ GET: streamLive });
