import assert from "node:assert/strict";
import type { Bus } from "@/lib/bus/bus.ts";
import { openRedisBus, type RedisBusTiming } from "@/lib/bus/bus_redis.ts";
import { redisTest, type TestRedis } from "@/tests/support/redis.ts";
import { testBus } from "./bus_contract.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { aSnapshot, aStatus, NOW, ToldStates, until } from "./fixtures.ts";

const SNAPSHOT = "marketpulse:snapshot:shop-1";
const TIMING: RedisBusTiming = { limit: 500, idle: 100, retry: 50 };

interface Opened {
  readonly bus: Bus;
  /** How often another shop was seen. */
  readonly shared: () => number;
  readonly told: ToldStates;
  readonly clock: { time: number; now(): number };
}

async function withBus(
  url: string,
  body: (opened: Opened) => Promise<void>,
  shop: () => string = () => "shop-1",
  statusTtl?: (market: string) => number,
): Promise<void> {
  const told = new ToldStates();
  const clock = { time: NOW, now: () => clock.time };
  let shared = 0;
  const onShared = () => void shared++;
  const isoNow = () => "2026-11-24T14:00:00.000+09:00";
  const bus = openRedisBus({
    url,
    shop,
    statusTtl,
    clock,
    isoNow,
    onShared,
    onState: told.tell,
    timing: TIMING,
  });
  try {
    await body({ bus, told, clock, shared: () => shared });
  } finally {
    await bus.close();
  }
}

/** A URL of the server with other credentials. */
function withLogin(server: TestRedis, login: string): string {
  return server.url.replace(/^redis:\/\/(.*@)?/, `redis://${login}@`);
}

testBus((title, body) =>
  redisTest(`RedisBus.${title}`, {}, (server) => withBus(server.url, ({ bus }) => body(bus)))
);

redisTest(
  "RedisBus.saveStatus() writes api_status:<market> for 300 s, as the old checker did",
  {},
  (server) =>
    withBus(server.url, async ({ bus }) => {
      bus.saveStatus("coupang", aStatus({}));
      await until(async () => await server.cli("EXISTS", "api_status:coupang") === "1");
      const ttl = Number(await server.cli("TTL", "api_status:coupang"));
      assert.ok(ttl > 290 && ttl <= 300, `TTL is ${ttl}`);
      const { status, response_time, last_check, status_code, error } = JSON.parse(
        await server.cli("GET", "api_status:coupang"),
      );
      assert.deepEqual({ status, response_time, last_check, status_code, error }, {
        status: "healthy",
        response_time: 120.5,
        last_check: "2026-11-24T14:00:00+09:00",
        status_code: 200,
        error: null,
      });
    }),
);

redisTest(
  "RedisBus.saveSnapshot() writes for seven days",
  {},
  (server) =>
    withBus(server.url, async ({ bus }) => {
      bus.saveSnapshot(aSnapshot(1));
      await until(async () => await server.cli("EXISTS", SNAPSHOT) === "1");
      const days = Number(await server.cli("TTL", SNAPSHOT)) / 86_400;
      assert.ok(days > 6.9 && days <= 7, `TTL is ${days} days`);
    }),
);

redisTest("RedisBus.close() writes what was saved just before", {}, async (server) => {
  await withBus(server.url, async ({ bus, told }) => {
    await told.next("delivered");
    bus.saveSnapshot(aSnapshot(7));
  });
  assert.equal(JSON.parse(await server.cli("GET", SNAPSHOT)).seq, 7);
});

redisTest("RedisBus.loadSnapshot() finds what an earlier run saved", {}, async (server) => {
  await withBus(server.url, async ({ bus, told }) => {
    await told.next("delivered");
    bus.saveSnapshot(aSnapshot(7));
  });
  await withBus(server.url, async ({ bus }) => assert.deepEqual(await bus.loadSnapshot(), aSnapshot(7)));
});

redisTest("RedisBus.loadSnapshot() waits for a Redis that froze", {}, async (server) => {
  await server.cli("SET", SNAPSHOT, JSON.stringify(aSnapshot(7)));
  server.pause();
  await withBus(server.url, async ({ bus, told }) => {
    const loading = bus.loadSnapshot();
    await told.next("failed");
    server.resume();
    assert.deepEqual(await loading, aSnapshot(7));
  });
});

redisTest("RedisBus.loadSnapshot() ends with the bus", {}, async (server) => {
  await server.kill();
  let loaded: Promise<Snapshot | null> | undefined;
  await withBus(server.url, async ({ bus, told }) => {
    loaded = bus.loadSnapshot();
    await told.next("failed");
  });
  assert.equal(await loaded, null);
});

redisTest(
  "RedisBus.loadSnapshot() never gives the snapshot of another shop on the same Redis",
  {},
  async (server) => {
    const [one, other] = [() => "shop-1", () => "shop-2"];
    const save = (seq: number, shop: () => string) =>
      withBus(server.url, async ({ bus, told }) => {
        await told.next("delivered");
        bus.saveSnapshot(aSnapshot(seq));
      }, shop);
    const assertLoaded = (seq: number | null, shop: () => string) =>
      withBus(server.url, async ({ bus }) => {
        const loaded = await bus.loadSnapshot();
        assert.deepEqual(loaded, seq === null ? null : aSnapshot(seq));
      }, shop);
    await save(7, one);
    await assertLoaded(null, other);
    await save(8, other);
    await assertLoaded(7, one);
    await assertLoaded(8, other);
  },
);

redisTest("RedisBus.saveSnapshot() follows a shop that changes while it runs", {}, async (server) => {
  let shop = "shop-1";
  await withBus(server.url, async ({ bus, told }) => {
    await told.next("delivered");
    bus.saveSnapshot(aSnapshot(1));
    shop = "shop-2";
    bus.saveSnapshot(aSnapshot(2));
    await until(async () => (await bus.loadSnapshot())?.seq === 2);
  }, () => shop);
  assert.equal(JSON.parse(await server.cli("GET", SNAPSHOT)).seq, 1);
});

redisTest(
  "RedisBus notices when another shop writes the same statuses, and no earlier run of its own",
  {},
  async (server) => {
    await server.cli("SET", "marketpulse:owner", "left over from another configuration");
    const written = async (market: string, bus: Bus) => {
      bus.saveStatus(market, aStatus({}));
      await until(async () => await server.cli("EXISTS", `api_status:${market}`) === "1");
    };
    await withBus(server.url, async ({ bus, shared }) => {
      await written("a", bus);
      await written("b", bus);
      assert.equal(shared(), 0);
      await withBus(server.url, ({ bus: others }) => written("c", others), () => "shop-2");
      await written("d", bus);
      assert.equal(shared(), 1);
    });
  },
);

redisTest("RedisBus.loadSnapshot() gives null for what is no snapshot, and says so", {}, async (server) => {
  const { sales, ...withoutSales } = aSnapshot(1);
  const broken = [
    "not json",
    "[]",
    JSON.stringify(withoutSales),
    JSON.stringify({ ...withoutSales, sales: { ...sales, today: null } }),
    JSON.stringify({ ...aSnapshot(1), sources: {} }),
  ];
  for (const value of broken) {
    await server.cli("SET", SNAPSHOT, value);
    await withBus(server.url, async ({ bus, told }) => {
      assert.equal(await bus.loadSnapshot(), null, value);
      assert.deepEqual(told.reasons(), ["The last state that Redis holds cannot be read"], value);
    });
  }
});

redisTest(
  "RedisBus writes the latest values when Redis comes back, also those that Redis has lost",
  {},
  (server) =>
    withBus(server.url, async ({ bus, told }) => {
      bus.saveStatus("naver", aStatus({}));
      bus.saveSnapshot(aSnapshot(1));
      await until(async () => await server.cli("EXISTS", SNAPSHOT) === "1");
      const lost = told.next("failed");
      await server.kill();
      await lost;
      bus.saveSnapshot(aSnapshot(2));
      bus.saveSnapshot(aSnapshot(3));
      const back = told.next("delivered");
      await server.start();
      await back;
      assert.equal(JSON.parse(await server.cli("GET", SNAPSHOT)).seq, 3);
      assert.equal(await server.cli("EXISTS", "api_status:naver"), "1");
    }),
);

redisTest(
  "RedisBus.saveStatus() keeps a status that comes more seldom for longer, and whose it is with it",
  {},
  (server) =>
    withBus(
      server.url,
      async ({ bus }) => {
        bus.saveStatus("nightly", aStatus({}));
        bus.saveStatus("coupang", aStatus({}));
        await until(async () => await server.cli("EXISTS", "api_status:coupang") === "1");
        const ttl = async (key: string) => Number(await server.cli("TTL", key));
        const [seldom, often] = [await ttl("api_status:nightly"), await ttl("api_status:coupang")];
        assert.ok(seldom > 10_700 && often <= 300, `TTLs are ${seldom} and ${often}`);
        assert.ok(await ttl("marketpulse:owner") > 10_700);
      },
      () => "shop-1",
      (market) => market === "nightly" ? 10_800 : 300,
    ),
);

redisTest(
  "RedisBus does not bring back a status that is older than 300 s",
  {},
  (server) =>
    withBus(server.url, async ({ bus, told, clock }) => {
      bus.saveStatus("naver", aStatus({}));
      clock.time += 100_000;
      bus.saveStatus("coupang", aStatus({}));
      await until(async () => await server.cli("EXISTS", "api_status:coupang") === "1");
      const lost = told.next("failed");
      await server.kill();
      await lost;
      clock.time += 250_000;
      const back = told.next("delivered");
      await server.start();
      await back;
      assert.equal(await server.cli("EXISTS", "api_status:naver"), "0");
      const ttl = Number(await server.cli("TTL", "api_status:coupang"));
      assert.ok(ttl > 40 && ttl <= 50, `TTL is ${ttl}`);
    }),
);

redisTest(
  "RedisBus starts while Redis is down, says so once, and delivers when it is up",
  {},
  async (server) => {
    await server.kill();
    await withBus(server.url, async ({ bus, told }) => {
      bus.saveSnapshot(aSnapshot(1));
      await told.next("failed");
      const back = told.next("delivered");
      await server.start();
      await back;
      assert.deepEqual(told.reasons(), ["Redis cannot be reached"]);
      assert.equal(JSON.parse(await server.cli("GET", SNAPSHOT)).seq, 1);
    });
  },
);

redisTest(
  "RedisBus notices a server that froze, and goes on when it thaws",
  {},
  (server) =>
    withBus(server.url, async ({ bus, told }) => {
      await told.next("delivered");
      const frozen = told.next("failed");
      server.pause();
      await frozen;
      assert.deepEqual(told.reasons(), ["Redis does not answer"]);
      bus.saveSnapshot(aSnapshot(5));
      server.resume();
      await until(async () => (await bus.loadSnapshot())?.seq === 5);
      await told.next("delivered");
    }),
);

redisTest(
  "RedisBus tells of its health again and again while nothing is saved",
  {},
  (server) =>
    withBus(server.url, async ({ told }) => {
      for (let times = 0; times < 3; times++) await told.next("delivered");
      assert.deepEqual(told.reasons(), []);
    }),
);

const PASSWORD = "p@ss:w/rd#1";

/** Opens a bus on a server that refuses, and gives the one reason; the password must not be in what it tells. */
async function refusal(url: string): Promise<string> {
  let reason = "";
  await withBus(url, async ({ bus, told }) => {
    bus.saveSnapshot(aSnapshot(1));
    await told.next("failed");
    reason = told.reasons().join();
    assert.ok(!JSON.stringify(told.all).includes(PASSWORD));
  });
  return reason;
}

redisTest(
  "RedisBus logs in with the password of its URL",
  { password: PASSWORD },
  (server) =>
    withBus(server.url, async ({ bus }) => {
      bus.saveSnapshot(aSnapshot(1));
      await until(async () => (await bus.loadSnapshot())?.seq === 1);
    }),
);

redisTest("RedisBus tells apart a wrong and a missing password", { password: PASSWORD }, async (server) => {
  assert.equal(await refusal(withLogin(server, ":wrong")), "Redis refuses the password");
  assert.equal(await refusal(withLogin(server, "")), "Redis asks for a password");
});

redisTest("RedisBus says when Redis has no password but is given one", {}, async (server) => {
  assert.equal(await refusal(withLogin(server, "somebody:x")), "Redis refuses the password");
});

redisTest("RedisBus says which permission its user lacks", {}, async (server) => {
  await server.cli("ACL", "SETUSER", "reader", "on", ">x", "~*", "+get", "+ping");
  assert.equal(await refusal(withLogin(server, "reader:x")), "The user of Redis lacks a permission");
});

redisTest("RedisBus needs no more than its remedy names", {}, async (server) => {
  const allowed = ["~api_status:*", "~marketpulse:*", "+ping", "+get", "+set"];
  await server.cli("ACL", "SETUSER", "marketpulse", "on", ">x", ...allowed);
  await withBus(withLogin(server, "marketpulse:x"), async ({ bus, told }) => {
    bus.saveStatus("coupang", aStatus({}));
    bus.saveSnapshot(aSnapshot(1));
    await until(async () => (await bus.loadSnapshot())?.seq === 1);
    await told.next("delivered");
    assert.deepEqual(told.reasons(), []);
  });
});

redisTest(
  "RedisBus says when Redis is out of memory",
  { settings: ["--maxmemory", "1"] },
  async (server) => {
    assert.equal(await refusal(server.url), "Redis is out of memory");
  },
);

redisTest("RedisBus says when Redis is a read-only replica", {}, async (server) => {
  await server.cli("REPLICAOF", "127.0.0.1", "1");
  assert.equal(await refusal(server.url), "This Redis is a read-only replica");
});

redisTest("RedisBus says when Redis has no database of that number", {}, async (server) => {
  assert.equal(await refusal(`${server.url}/99`), "Redis lacks the database number of REDIS_URL");
});

Deno.test({
  name: "RedisBus says when no TLS connection comes about",
  // Deno 2.4 keeps a TLS connection open that is destroyed before its handshake has ended.
  sanitizeResources: !Deno.version.deno.startsWith("2.4."),
  async fn() {
    using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepted = server.accept();
    const reason = await refusal(`rediss://127.0.0.1:${server.addr.port}`);
    (await accepted).close();
    assert.equal(reason, "No TLS connection to Redis can be made");
  },
});

Deno.test("RedisBus says when its address is no Redis URL", async () => {
  assert.equal(await refusal("http://127.0.0.1:6379"), "REDIS_URL is no Redis URL");
});

Deno.test("RedisBus says when its host is not known", async () => {
  assert.equal(await refusal("redis://no-such-host.invalid:6379"), "The host of Redis is not known");
});

Deno.test("RedisBus says when something else than Redis answers", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("no"),
  );
  assert.equal(
    await refusal(`redis://127.0.0.1:${server.addr.port}`),
    "What answers at REDIS_URL is not Redis",
  );
});
