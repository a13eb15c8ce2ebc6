import assert from "node:assert/strict";
import { integerBetween, seededRandom } from "../../lib/demo/random.ts";
import { Agenda } from "../../lib/demo/shop_agenda.ts";

Deno.test("Agenda.runUntil() lets things happen by time, and those of one time as they were added", () => {
  const agenda = new Agenda();
  const random = seededRandom(1);
  const added = Array.from({ length: 500 }, (_, index) => ({ at: integerBetween(random, 0, 50), index }));
  const happened: typeof added = [];
  for (const entry of added) agenda.add(entry.at, (at) => void happened.push({ ...entry, at }));
  agenda.runUntil(50);
  assert.deepEqual(happened, added.toSorted((a, b) => a.at - b.at || a.index - b.index));
});

Deno.test("Agenda.runUntil() leaves for later what is due later", () => {
  const agenda = new Agenda();
  const happened: number[] = [];
  for (const at of [3, 1, 2]) agenda.add(at, (time) => void happened.push(time));
  agenda.runUntil(2);
  assert.deepEqual(happened, [1, 2]);
  agenda.runUntil(3);
  assert.deepEqual(happened, [1, 2, 3]);
});

Deno.test("Agenda.runUntil() includes what is added on the way", () => {
  const agenda = new Agenda();
  const happened: number[] = [];
  const again = (at: number) => {
    happened.push(at);
    agenda.add(at + 10, again);
  };
  agenda.add(5, again);
  agenda.runUntil(30);
  assert.deepEqual(happened, [5, 15, 25]);
});
