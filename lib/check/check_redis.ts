import { connectRedis } from "../bus/redis_connection.ts";
import { redisTrouble } from "../bus/redis_trouble.ts";
import { type Finding, finding } from "./finding.ts";
import { redisTexts } from "./texts.ts";

/** Milliseconds that connecting, logging in and each command may take. */
const LIMIT = 1_500;
/** Nobody reads it, and it is gone after a second. */
const KEY = "marketpulse:check";

/** Whether Redis is there, lets us in, and can be read and written with the commands and keys that the bus uses. */
export async function checkRedis({ url }: { url: string }): Promise<Finding> {
  if (url === "") return finding("redis", { name: "redis", grade: "off", message: redisTexts.off });
  const started = performance.now();
  try {
    const connection = await connectRedis(url, { limit: LIMIT });
    try {
      await connection.run((client) => client.ping());
      await connection.run((client) => client.set(KEY, "1", { EX: 1 }));
      await connection.run((client) => client.get("api_status:coupang"));
    } finally {
      connection.close();
    }
  } catch (error) {
    const { reason, remedy } = redisTrouble(error);
    return finding("redis", { name: "redis", grade: "fault", message: reason, remedy });
  }
  const ms = Math.round(performance.now() - started);
  return finding("redis", { name: "redis", grade: "ok", message: redisTexts.ok(ms) });
}
