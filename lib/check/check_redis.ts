import { SHARED_CALLS_SCRIPT } from "../budget/shared_calls_script.ts";
import { connectRedis } from "../bus/redis_connection.ts";
import { OWNER_KEY } from "../bus/redis_owner.ts";
import { redisTrouble } from "../bus/redis_trouble.ts";
import { type Finding, finding } from "./finding.ts";
import { redisTexts } from "./texts.ts";

/** Milliseconds that connecting, logging in and each command may take. */
const LIMIT = 1_500;
/** Nobody reads it, and it is gone after a second. */
const KEY = "marketpulse:check";

const CALLS_KEY = `${KEY}:calls`;
/** A look at the calls to a market that does not exist: it needs every right that counting calls does. */
const CALLS_LOOK = { keys: [CALLS_KEY, KEY], arguments: ["", "1", "check", "", "check", "", "check", "1"] };

/**
 * Whether Redis is there, lets us in, can be read and written with the commands and keys that the bus uses, and whether
 * another shop than `shop` uses the same keys.
 */
export async function checkRedis(
  { url, ca, shop }: { url: string; ca?: string; shop: string },
): Promise<Finding> {
  if (url === "") return finding("redis", { name: "redis", grade: "off", message: redisTexts.off });
  const started = performance.now();
  let owner: string | null;
  try {
    const connection = await connectRedis(url, { limit: LIMIT, ca });
    try {
      await connection.run((client) => client.ping());
      await connection.run((client) => client.set(KEY, "1", { EX: 1 }));
      await connection.run((client) => client.get("api_status:coupang"));
      await connection.run((client) => client.eval(SHARED_CALLS_SCRIPT, CALLS_LOOK));
      await connection.run((client) => client.del(CALLS_KEY));
      owner = await connection.run((client) => client.get(OWNER_KEY));
    } finally {
      connection.close();
    }
  } catch (error) {
    const { reason, remedy } = redisTrouble(error);
    return finding("redis", { name: "redis", grade: "fault", message: reason, remedy });
  }
  if (owner !== null && owner !== shop) {
    const { shared: message, separate: remedy } = redisTexts;
    return finding("redis", { name: "redis", grade: "warning", message, remedy });
  }
  const ms = Math.round(performance.now() - started);
  return finding("redis", { name: "redis", grade: "ok", message: redisTexts.ok(ms) });
}
