import { openMemoryBus } from "@/lib/bus/bus_memory.ts";
import { testBus } from "./bus_contract.ts";

testBus((title, body) => Deno.test(`MemoryBus.${title}`, () => body(openMemoryBus())));
