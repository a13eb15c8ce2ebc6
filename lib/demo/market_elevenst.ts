import { eucKrEncoder } from "./market_euc_kr.ts";
import { commonPlays } from "./market_plays.ts";
import type { Reply, SimulatedMarket } from "./market_simulated.ts";

const PREFIX = "/rest";
const NAMESPACE = "http://skt.tmall.business.openapi.spring.service.client.domain/";

type Write = ReturnType<typeof writeXml>;

/** 11st's Seller API with one key; everything it says is XML in EUC-KR, errors of its gateway inside a 500. */
export function simulateElevenst({ key }: { readonly key: string }): SimulatedMarket {
  const write = writeXml();
  const { root, refuse } = write;

  function serveOutbound(given: string | null): Reply {
    if (!given) return refuse("100", "OpenAPI Key가 누락되었습니다");
    if (given !== key) return refuse("200", "OpenAPI Key 에 해당하는 유저가 없습니다");
    return root(
      "inOutAddresss",
      "<inOutAddress><addrSeq>1</addrSeq><addrNm>출고지</addrNm></inOutAddress>",
    );
  }

  return {
    prefix: PREFIX,
    latency: [250, 700],
    slowLatency: [10_500, 14_000],
    plays: elevenstPlays(write),
    serve(request) {
      const { pathname } = new URL(request.url);
      if (pathname === `${PREFIX}/areaservice/outboundarea`) {
        return serveOutbound(request.headers.get("openapikey"));
      }
      if (pathname === `${PREFIX}/cateservice/category/1097`) {
        return root("categorys", "<ns2:category><dispNo>1097</dispNo><dispNm>도서</dispNm></ns2:category>");
      }
      return refuse("-997", "등록된 API 정보가 존재하지 않습니다.");
    },
  };
}

function elevenstPlays({ xml, refuse, result }: Write) {
  return {
    ...commonPlays(),
    down: { status: 503, headers: {}, body: "" },
    gateway_timeout: { status: 504, headers: {}, body: "" },
    auth: refuse("300", "Seller API 사용 승인이 되지 않았습니다"),
    key_unknown: result("-1", "OpenAPI Key 에 해당하는 유저가 없습니다"),
    ip: refuse("-500", "[IP]인증된 IP가 아닙니다"),
    quota: result("004", "overedTraffic"),
    traffic: result("-1", "overedTraffic"),
    throttled: { status: 429, headers: {}, body: "" },
    blocked: {
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html><body>blocked</body></html>",
    },
    maintenance: result("-1000", "서버 점검중입니다."),
    error_inside: refuse("-997", "등록된 API 정보가 존재하지 않습니다."),
    no_result: result("0", "조회된 결과가 없습니다."),
    bad_range: result("-3105", "조회 기간은 7일을 넘을 수 없습니다."),
    other_result: result("500", "처리 중 오류가 발생했습니다."),
    broken: xml(200, "<ns2:inOutAddresss><inOutAddress>"),
  } satisfies SimulatedMarket["plays"];
}

function writeXml() {
  const encode = eucKrEncoder();

  function xml(status: number, content: string): Reply {
    const body = encode(`<?xml version="1.0" encoding="EUC-KR"?>${content}`);
    return { status, headers: { "content-type": "text/xml;charset=EUC-KR" }, body };
  }

  function root(name: string, inside: string): Reply {
    return xml(200, `<ns2:${name} xmlns:ns2="${NAMESPACE}">${inside}</ns2:${name}>`);
  }

  function refuse(code: string, message: string): Reply {
    const inside = `<resultCode>${code}</resultCode><resultMessage>${message}</resultMessage>`;
    return xml(500, `<AuthMessage>${inside}</AuthMessage>`);
  }

  function result(code: string, message: string): Reply {
    return root(
      "orders",
      `<ns2:result_code>${code}</ns2:result_code><ns2:result_text>${message}</ns2:result_text>`,
    );
  }

  return { xml, root, refuse, result };
}
