import type { PageTexts } from "../shared/i18n/catalogue.ts";

/** How to see one's own shop: a popover, which the browser opens and closes without a script. */
export function ConnectGuide({ texts }: { texts: PageTexts }) {
  const { connectPassword: password, connectHost: host, connectDatabase: database } = texts;
  const url = `postgres://marketpulse:${password}@${host}:5432/${database}`;
  const redis = `redis://${host}:6379`;
  const variables = `DATABASE_URL=${url} \\\nREDIS_URL=${redis}`;
  return (
    <div id="connect" class="connect" popover="auto" role="dialog" aria-labelledby="connect-title">
      <h2 id="connect-title">{texts.connectTitle}</h2>
      <h3>{texts.connectGrant}</h3>
      <Code
        lines={[
          `CREATE ROLE marketpulse LOGIN PASSWORD '${password}';`,
          `GRANT CONNECT ON DATABASE "${database}" TO marketpulse;`,
          "GRANT USAGE ON SCHEMA public TO marketpulse;",
          "GRANT SELECT ON market_orders, unified_products,",
          "  system_logs, schedule_jobs TO marketpulse;",
        ]}
      />
      <p>{texts.connectGrantNote}</p>
      <h3>{texts.connectRun}</h3>
      <Code lines={[`${variables} marketpulse`]} />
      <p>{texts.connectCheckout}</p>
      <Code lines={[`${variables} npx -y deno@2.9.6 task start`]} />
      <p>{texts.connectWindows}</p>
      <Code lines={[`$env:DATABASE_URL="${url}"`, `$env:REDIS_URL="${redis}"`, ".\\marketpulse.exe"]} />
      <p>{texts.connectRunNote}</p>
      <h3>{texts.connectCheck}</h3>
      <Code lines={["marketpulse check", "marketpulse config print > marketpulse.yaml"]} />
      <p>{texts.connectCheckNote}</p>
      <button class="button" type="button" popovertarget="connect" popovertargetaction="hide">
        {texts.close}
      </button>
    </div>
  );
}

/** Something to copy; it scrolls where it is too wide, which takes the keyboard too. */
function Code({ lines }: { lines: readonly string[] }) {
  return <pre tabIndex={0}><code>{lines.join("\n")}</code></pre>;
}
