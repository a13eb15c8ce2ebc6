/** The keys of the configuration file, their defaults and what their values have to be. */
import * as z from "zod";
import { authSection } from "./auth_section.ts";
import {
  aBasePath,
  aChannel,
  aChoice,
  aHost,
  anOrigin,
  aPostgresUrl,
  aProxyUrl,
  aRedisUrl,
  aStateUrl,
  aTarget,
} from "./values.ts";
import {
  aDuration,
  aSwitch,
  aText,
  aTimeOfDay,
  aTimeZone,
  aTrust,
  aWholeNumber,
  aWord,
  type ValueFault,
} from "./values.ts";
import { chartsSection, layoutSection } from "./charts_section.ts";
import { checksSection } from "./checks_section.ts";
import { ACCESS_LOGS, LOG_LEVELS } from "./config.ts";
import { metricsSection } from "./metrics_section.ts";
import { marketsSection } from "./markets_section.ts";
import { schemaSection } from "./schema_section.ts";
import { section } from "./section.ts";
import { requirements } from "./texts.ts";

const tlsFault: ValueFault = { required: requirements.certAndKey, secret: false };
const tls = section({
  cert: aText.default(""),
  key: aText.default(""),
  hsts: aDuration("0s", "17520h").default(4_320 * 3_600_000),
}).refine(
  ({ cert, key }) => (cert === "") === (key === ""),
  { path: ["key"], params: { fault: tlsFault } },
);

const server = section({
  host: aWord.default("127.0.0.1"),
  port: aWholeNumber(0, 65_535).default(8765),
  base_path: aBasePath.default(""),
  trust_proxy: aTrust.default(false),
  allowed_hosts: z.array(aHost).default([]),
  allowed_origins: z.array(anOrigin).default([]),
  tls,
  max_clients: aWholeNumber(1, 1_000_000).default(20_000),
  max_clients_per_address: aWholeNumber(0, 1_000_000).default(0),
});

const database = section({
  url: aPostgresUrl.default(""),
  enabled: aSwitch.default(true),
  pool: aWholeNumber(1, 100).default(3),
  statement_timeout: aDuration("100ms", "10m").default(3_000),
  incremental: aSwitch.default(true),
  notify_channel: aChannel.default("marketpulse"),
});

const business = section({
  timezone: aTimeZone.default("Asia/Seoul"),
  day_start: aTimeOfDay.default("00:00"),
  low_stock: aWholeNumber(0, 1_000_000_000).default(10),
  revenue: aChoice(["gross", "net"]).default("gross"),
});

const interval = section({
  metrics: aDuration("500ms", "1h").default(5_000),
  checks: aDuration("10s", "1h").default(60_000),
});

const selfCheck = section({
  targets: z.array(aTarget).default(["1.1.1.1:53", "8.8.8.8:53", "168.126.63.1:53"]),
});

/** What may be written in the file. */
export const fileSections = section({
  server,
  database,
  redis: section({ url: aRedisUrl.default(""), ca: aText.default("") }),
  state: section({ url: aStateUrl.default("sqlite:data/marketpulse.db") }),
  business,
  interval,
  schema: schemaSection,
  markets: marketsSection,
  self_check: selfCheck,
  proxy: section({ url: aProxyUrl.default(""), except: aText.default("") }),
  checks: checksSection,
  metrics: metricsSection,
  charts: chartsSection,
  layout: layoutSection,
  auth: authSection,
});

/** What only the environment says. */
export const logSection = section({
  level: aChoice(LOG_LEVELS).default("info"),
  format: aChoice(["text", "json"]).default("text"),
  access: aChoice(ACCESS_LOGS).default("off"),
});
