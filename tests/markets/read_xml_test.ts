import assert from "node:assert/strict";
import { eucKrEncoder } from "../../lib/demo/market_euc_kr.ts";
import { readXml } from "../../lib/markets/read_xml.ts";
import { answer } from "./support/fake_network.ts";

const encode = eucKrEncoder();
const REFUSED = "<AuthMessage><resultCode>-500</resultCode>" +
  "<resultMessage>[IP]인증된 IP가 아닙니다</resultMessage></AuthMessage>";
const SAID = { format: "xml", root: "AuthMessage", code: "-500", message: "[IP]인증된 IP가 아닙니다" };

Deno.test("readXml() decodes by the declaration", () => {
  const korean = encode(`<?xml version="1.0" encoding="EUC-KR"?>${REFUSED}`);
  assert.deepEqual(readXml(answer({ body: korean })), SAID);
  assert.deepEqual(readXml(answer({ body: `<?xml version="1.0" encoding="UTF-8"?>${REFUSED}` })), SAID);
});

Deno.test("readXml() believes the header before the declaration", () => {
  const headers = { "content-type": "text/xml; charset=utf-8" };
  assert.deepEqual(
    readXml(answer({ headers, body: `<?xml version="1.0" encoding="EUC-KR"?>${REFUSED}` })),
    SAID,
  );
});

Deno.test("readXml() takes EUC-KR when nothing, or nonsense, is declared", () => {
  assert.deepEqual(readXml(answer({ body: encode(REFUSED) })), SAID);
  const headers = { "content-type": "text/xml; charset=klingon" };
  assert.deepEqual(readXml(answer({ headers, body: encode(REFUSED) })), SAID);
});

Deno.test("readXml() finds results by local name under each of their spellings", () => {
  const spellings = [
    ["ns2:result_code", "ns2:result_text"],
    ["ns0:resultCode", "ns0:resultMessage"],
    ["result_code", "result_message"],
    ["resultCode", "message"],
  ];
  for (const [code, text] of spellings) {
    const body =
      `<ns2:orders xmlns:ns2="a" xmlns:ns0="b"><${code}>004</${code}><${text}>over</${text}></ns2:orders>`;
    assert.deepEqual(readXml(answer({ body })), {
      format: "xml",
      root: "orders",
      code: "004",
      message: "over",
    });
  }
});

Deno.test("readXml() calls pages, broken, cut and empty bodies what they are", () => {
  const formatOf = (body: string | Uint8Array, whole = true) => readXml(answer({ body, whole })).format;
  assert.equal(formatOf("<html><body>점검</body></html>"), "html");
  assert.equal(formatOf("<!DOCTYPE html><html><br><p>unclosed"), "html");
  assert.equal(formatOf("<orders><result_code>0"), "other");
  assert.equal(formatOf("<orders></wrong>"), "other");
  assert.equal(formatOf("<orders><order/>", false), "cut");
  assert.equal(formatOf(""), "other");
  assert.equal(formatOf(Uint8Array.from({ length: 500 }, (_, index) => index % 256)), "other");
});

Deno.test("readXml() expands no entities", () => {
  const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` +
    `<orders><result_text>&b;</result_text></orders>`;
  assert.ok(readXml(answer({ body: bomb })).message.length < 20);
});

Deno.test("readXml() survives elements nested ten thousand deep", () => {
  const deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
  assert.equal(readXml(answer({ body: deep })).code, "");
});
