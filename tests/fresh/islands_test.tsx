import { computed, signal } from "@preact/signals";
import assert from "node:assert/strict";
import { App } from "fresh";
import type { ComponentChildren, VNode } from "preact";
import { applySnapshot } from "../../lib/fresh/apply_snapshot.ts";
import { EMPTY_SNAPSHOT } from "../../lib/fresh/snapshot.ts";
import { ask } from "./ask.ts";
import { capturedErrors } from "./captured_errors.ts";

// deno-lint-ignore no-explicit-any
type Props = Record<string, any> & { children?: ComponentChildren };

function Box({ children }: Props): VNode {
  return <b>{children}</b>;
}
function Empty(_props: Props): null {
  return null;
}
function Outer(props: Props): VNode {
  return <Box {...props} />;
}

function islandApp(element: () => VNode): App<unknown> {
  const app = new App().get("/", (ctx) => ctx.render(element()));
  const island = (name: string) => ({ name, exportName: "default", chunk: `${name}.js` });
  applySnapshot(app, {
    ...EMPTY_SNAPSHOT,
    buildId: "id",
    islands: new Map([Box, Empty, Outer].map((component) => [component, island(component.name)])),
    imports: { "Box.js": ["shared.js"], "Empty.js": ["shared.js"], "shared.js": [] },
  });
  return app;
}

async function body(element: () => VNode): Promise<string> {
  const html = await (await ask(islandApp(element), "/")).text();
  return /<body>(.*)<\/body>/s.exec(html)![1]!;
}

async function bootTable(element: () => VNode): Promise<string> {
  return /boot\({.*?},(.*)\);<\/script>/s.exec(await body(element))![1]!;
}

Deno.test("Context.render() marks islands, those inside islands excepted", async () => {
  const content = await body(() => (
    <p>
      <Outer key="a:b">x</Outer>
      <Empty />
    </p>
  ));
  assert.match(
    content,
    /^<p><!--frsh:island:Outer:0:a_b--><b>x<\/b><!--\/frsh:island--><!--frsh:island:Empty:1:--><!--\/frsh:island--><\/p>/,
  );
});

Deno.test("Context.render() sends no script and no Link where there is no island", async () => {
  const response = await ask(islandApp(() => <p>plain</p>), "/");
  assert.equal(response.headers.get("link"), null);
  assert.doesNotMatch(await response.text(), /<script/);
});

Deno.test("Context.render() has each chunk of its islands preloaded once", async () => {
  const response = await ask(
    islandApp(() => (
      <p>
        <Box />
        <Empty />
        <Box />
      </p>
    )),
    "/",
  );
  const chunks = [
    ...response.headers.get("link")!.matchAll(
      /<\/_fresh\/js\/id\/([^>]+)>; rel="modulepreload"; as="script"/g,
    ),
  ];
  assert.deepEqual(chunks.map(([, name]) => name), ["fresh-runtime.js", "Box.js", "shared.js", "Empty.js"]);
});

Deno.test("bootScript() writes a signal that islands share once, and computed ones as values", async () => {
  const count = signal(41);
  const table = JSON.parse(
    await bootTable(() => (
      <p>
        <Empty count={count} />
        <Empty count={count} sum={computed(() => count.value + 1)} />
      </p>
    )),
  );
  assert.equal(table.filter((entry: unknown) => Array.isArray(entry) && entry[0] === "Signal").length, 1);
  assert.equal(table[table[0][0]].count, table[table[0][1]].count);
  const [kind, index] = table[table[table[0][1]].sum];
  assert.deepEqual([kind, table[table[index][0]]], ["Computed", 42]);
});

Deno.test("bootScript() writes the value that a signal has after rendering", async () => {
  const count = signal(0);
  const Raise = () => <>{void count.value++}</>;
  const table = await bootTable(() => (
    <p>
      <Empty count={count} />
      <Raise />
    </p>
  ));
  assert.match(table, /\["Signal",3\],\[4\],1\]/);
});

Deno.test("bootScript() lets no text of props end the script", async () => {
  const text = "</script><script>alert(1)</script><!--";
  const content = await body(() => <Empty text={text} {...{ [text]: new Map([[text, text]]) }} />);
  assert.equal(content.match(/<\/script>/g)!.length, 1);
  assert.equal(content.match(/<!--/g)!.length, 2, "the marks of the island alone");
});

const refused: [string, () => VNode, RegExp][] = [
  [
    "a function",
    () => <Empty on={{ click: () => {} }} />,
    /Cannot send props to island Empty: Cannot stringify a function at "on.click"/,
  ],
  [
    "an instance of a class",
    () => <Empty user={new (class User {})()} />,
    /island Empty: Cannot stringify arbitrary non-POJOs at "user"/,
  ],
  ["elements", () => (
    <Box>
      <i />
    </Box>
  ), /island Box: Elements stay on the server at "children"/],
];

for (const [what, element, message] of refused) {
  Deno.test(`bootScript() refuses ${what} as a prop, and names the island`, async () => {
    using errors = capturedErrors();
    assert.equal((await ask(islandApp(element), "/")).status, 500);
    assert.match(String(errors.written), message);
  });
}

Deno.test("Context.render() may render one element twice, and elements that were made before it", async () => {
  const element = <Box>once</Box>;
  const app = islandApp(() => element);
  for (const _time of [1, 2]) {
    const html = await (await ask(app, "/")).text();
    assert.match(html, /<body><!--frsh:island:Box:0:--><b>once<\/b><!--\/frsh:island-->/);
  }
});
