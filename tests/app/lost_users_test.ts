/** A state that is lost must not open the door, nor keep those out who could log in. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openState } from "@/lib/app/open_state.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { ReplaceableState } from "@/lib/state/replaceable_state.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { usersInFile } from "@/lib/state/users_in_file.ts";

const kim = { id: "1", name: "kim", role: "admin", masked: false, password: "hash", created_at: 0 } as const;

async function inFolder(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-lost-" });
  await body(join(folder, "state.db")).finally(() => Deno.remove(folder, { recursive: true }));
}

/** Opens the state as the program does; `damage` is what the worker that reads the whole file finds. */
async function open(path: string, damage: string | null = null) {
  const state = new ReplaceableState();
  const lost: string[] = [];
  const config = parseConfig({
    env: { DATABASE_URL: "postgres://127.0.0.1/x", STATE_URL: `sqlite:${path}` },
    flags: {},
  });
  const quiet = () => {};
  const { checked } = await openState(config, {
    state,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    onLost: () => lost.push("history"),
    onUsersLost: () => lost.push("users"),
    checker: () => ({
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: quiet,
      postMessage() {
        this.onmessage?.call(this as unknown as Worker, new MessageEvent("message", { data: damage }));
      },
    }),
  });
  await checked;
  const users = await state.users.list();
  await state.close();
  return { users, lost };
}

async function write(path: string): Promise<void> {
  const state = await openSqliteState(path);
  await state.users.add(kim);
  await state.close();
}

Deno.test("users of a file that turns out to be damaged elsewhere can still log in", () =>
  inFolder(async (path) => {
    await write(path);
    assert.deepEqual(await open(path, "a page is wrong"), { users: [kim], lost: ["history"] });
  }));

Deno.test("of a file that cannot be read at all it is not known who had a user", () =>
  inFolder(async (path) => {
    await Deno.writeTextFile(path, "this is no database, although it is where one should be");
    assert.deepEqual(await open(path), { users: [], lost: ["history", "users"] });
  }));

Deno.test("of a newer version's file the users are known, and of none that there are none", () =>
  inFolder(async (path) => {
    assert.deepEqual(await usersInFile(path), []);
    await Deno.writeTextFile(path, "");
    assert.deepEqual(await usersInFile(path), []);
    await write(path);
    assert.deepEqual(await usersInFile(path), [kim]);
    assert.equal(await usersInFile(`${path}/in/a/file`).then((users) => users?.length), 0);
  }));
