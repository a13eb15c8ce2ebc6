import { openPostgresState } from "@/lib/state/state_store_postgres.ts";
import { postgresTest } from "../support/postgres.ts";
import { testCallStore } from "./call_store_contract.ts";
import { testStateStore } from "./state_store_contract.ts";

postgresTest("SqlStateStore of PostgreSQL", { major: 15 }, async (server, test) => {
  const open = async () => openPostgresState({ url: await server.createDatabase() });
  const steps: [string, () => Promise<void>][] = [];
  const register = (name: string, run: () => Promise<void>) => void steps.push([name, run]);
  testStateStore("state", open, register);
  testCallStore("calls", open, register);
  for (const [name, run] of steps) await test.step(name, run);
});
