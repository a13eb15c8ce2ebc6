/** Instances with their own state files and one real Redis, over hours that pass at will. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { OwnLedger } from "@/lib/budget/own_ledger.ts";
import { SharedCalls } from "@/lib/budget/shared_calls.ts";
import { SharedLedger } from "@/lib/budget/shared_ledger.ts";
import { seededRandom } from "@/lib/demo/random.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeTime } from "../markets/support/fake_time.ts";
import { redisTest, type TestRedis } from "../support/redis.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LIMIT = 40;

/** An instance, from its start to its end; its folder outlives it. */
async function openInstance(folder: string, { redis, time }: { redis: TestRedis; time: FakeTime }) {
  const state = await openSqliteState(join(folder, "state.db"));
  const own = new OwnLedger({ store: state.calls, clock: time });
  const shared = new SharedCalls({
    url: redis.url,
    clock: time,
    time,
    rest: 0,
    instance: () => state.calls.instance(),
  });
  return {
    ledger: new SharedLedger({ own, shared, clock: time, memory: state }),
    async end() {
      shared[Symbol.dispose]();
      await state.close();
    },
  };
}

type Instance = Awaited<ReturnType<typeof openInstance>>;

async function withInstances(
  redis: TestRedis,
  run: (world: { time: FakeTime; start: (number: number) => Promise<Instance> }) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const [time, running] = [new FakeTime(), new Map<number, Instance>()];
  const start = async (number: number) => {
    await running.get(number)?.end();
    const instance = await openInstance(join(folder, String(number)), { redis, time });
    running.set(number, instance);
    return instance;
  };
  try {
    await run({ time, start });
  } finally {
    for (const instance of running.values()) await instance.end();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Takes until nothing is granted. */
async function takeAll({ ledger }: Instance): Promise<number> {
  let granted = 0;
  while (await ledger.take("coupang", LIMIT) === "granted") granted += 1;
  return granted;
}

function mostWithinAnHour(sent: readonly number[]): number {
  return Math.max(...sent.map((at) => sent.filter((other) => other > at - HOUR && other <= at).length));
}

redisTest(
  "instances that share a Redis share one budget, and a restart gives nothing back",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const first = await start(1);
      for (let calls = 0; calls < 10; calls += 1) await first.ledger.take("coupang", LIMIT);
      const second = await start(2);
      // A quarter is kept back for times without Redis.
      assert.equal(await takeAll(second), 30 - 10);
      assert.equal(await takeAll(first), 0);
      assert.equal(await takeAll(await start(1)), 0);
      assert.equal(await takeAll(await start(2)), 0);
      const third = await start(3);
      assert.equal((await third.ledger.budget("naver", LIMIT))!.used, 0);
      assert.deepEqual(await third.ledger.budget("coupang", LIMIT), {
        used: 30,
        limit: 30,
        resets_at: "2026-01-15T10:30:00.000Z",
      });
      time.skip(HOUR);
      assert.equal(await takeAll(await start(2)), 30);
    }),
);

redisTest(
  "an instance that is alone goes on by its own record when Redis dies",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const instance = await start(1);
      for (let calls = 0; calls < 10; calls += 1) await instance.ledger.take("coupang", LIMIT);
      await redis.kill();
      assert.equal(await takeAll(instance), 30 - 10);
      assert.equal((await instance.ledger.budget("coupang", LIMIT))!.used, 30);
      time.skip(HOUR);
      assert.equal(await takeAll(await start(1)), 30);
    }),
);

redisTest(
  "instances that lose Redis share what is kept back, and say when they cannot know",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const [first, second] = [await start(1), await start(2)];
      await first.ledger.take("coupang", LIMIT);
      await second.ledger.take("coupang", LIMIT);
      await first.ledger.take("coupang", LIMIT);
      time.skip(1);
      await redis.kill();
      assert.deepEqual([await takeAll(first), await takeAll(second)], [2, 2]);
      assert.equal(await first.ledger.take("coupang", LIMIT), "unknown");
      assert.equal(await first.ledger.budget("coupang", LIMIT), null);
      assert.equal(await takeAll(await start(2)), 0);
      // One that never saw Redis assumes that there are others.
      assert.equal(await takeAll(await start(3)), 2);
    }),
);

redisTest(
  "a Redis that lost everything is told again, and believed when an hour has passed",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const [first, second] = [await start(1), await start(2)];
      await first.ledger.take("coupang", LIMIT);
      assert.equal(await takeAll(second), 29);
      await first.ledger.budget("coupang", LIMIT);
      time.skip(1);
      await redis.cli("flushall");
      // What each of them did is spent, and who has nothing left of its own says so.
      assert.deepEqual([await takeAll(await start(1)), await takeAll(second)], [2, 1]);
      assert.equal(await (await start(1)).ledger.take("coupang", LIMIT), "unknown");
      time.skip(HOUR);
      assert.equal(await takeAll(second), 30);
    }),
);

redisTest(
  "an instance that is alone is not disturbed when Redis loses everything",
  {},
  (redis) =>
    withInstances(redis, async ({ start }) => {
      const instance = await start(1);
      await instance.ledger.take("coupang", LIMIT);
      await redis.cli("flushall");
      assert.equal(await takeAll(instance), 30 - 1);
    }),
);

redisTest(
  "a hold is every instance's, and ends for all of them",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const [first, second] = [await start(1), await start(2)];
      const now = time.now();
      await first.ledger.hold("coupang", { since: now, until: now + HOUR, result: { class: "QUOTA" } });
      const held = await second.ledger.held("coupang");
      assert.deepEqual(held?.result, { class: "QUOTA" });
      // Redis counts down by its own clock.
      assert.ok(Math.abs(held!.until - (now + HOUR)) < MINUTE);
      assert.equal(await second.ledger.held("naver"), null);
      assert.equal((await (await start(1)).ledger.held("coupang"))?.until, now + HOUR);
    }),
);

redisTest(
  "24 hours, two greedy instances, restarts, a dying Redis, a clock set back: never more than the budget",
  {},
  (redis) =>
    withInstances(redis, async ({ time, start }) => {
      const random = seededRandom(7);
      const instances = [await start(1), await start(2)];
      const sent: number[] = [];
      // Time as it really passes: what the clock says is something else when it has been set back.
      let elapsed = 0;
      let alive = true;
      const happen = async () => {
        const dice = random();
        if (dice < 0.02) instances[0] = await start(1);
        else if (dice < 0.04) instances[1] = await start(2);
        else if (dice < 0.045) time.skip(-20 * MINUTE);
        else if (alive && dice < 0.05) {
          await redis.kill();
          alive = false;
        } else if (!alive && dice < 0.08) {
          await redis.start();
          alive = true;
        }
      };
      // Both are seen by each other before anything fails.
      for (const { ledger } of [...instances, ...instances]) {
        if (await ledger.take("coupang", LIMIT) === "granted") sent.push(elapsed);
      }
      while (elapsed < DAY) {
        await happen();
        for (const { ledger } of instances) {
          while (random() < 0.6 && await ledger.take("coupang", LIMIT) === "granted") sent.push(elapsed);
        }
        const step = Math.round(random() * MINUTE);
        time.skip(step);
        elapsed += step;
      }
      if (!alive) await redis.start();
      assert.ok(sent.length > 12 * 30, `only ${sent.length} were sent`);
      assert.ok(mostWithinAnHour(sent) <= LIMIT, `${mostWithinAnHour(sent)} within an hour`);
    }),
);
