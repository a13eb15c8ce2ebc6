/// <reference lib="deno.worker" />
/** Reads a whole state file, which takes a while, and says what is damaged. An error goes to whoever started this. */
import { damageOf } from "../lib/state/check_sqlite.ts";

self.onmessage = ({ data: path }: MessageEvent<string>) => self.postMessage(damageOf(path));
