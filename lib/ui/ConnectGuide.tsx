import type { PageTexts } from "../shared/i18n/catalogue.ts";

/** How to see one's own shop: a popover, which the browser opens and closes without a script. */
export function ConnectGuide({ texts }: { texts: PageTexts }) {
  const { connectPassword: password, connectHost: host, connectDatabase: database } = texts;
  const url = `postgres://marketpulse:${password}@${host}:5432/${database}`;
  const grants = [
    `CREATE ROLE marketpulse LOGIN PASSWORD '${password}';`,
    `GRANT CONNECT ON DATABASE "${database}" TO marketpulse;`,
    "GRANT USAGE ON SCHEMA public TO marketpulse;",
    "GRANT SELECT ON market_orders, unified_products,",
    "  system_logs, schedule_jobs TO marketpulse;",
  ];
  return (
    <div id="connect" class="connect" popover="auto" role="dialog" aria-labelledby="connect-title">
      <h2 id="connect-title">{texts.connectTitle}</h2>
      <h3>{texts.connectGrant}</h3>
      <pre tabIndex={0}><code>{grants.join("\n")}</code></pre>
      <p>{texts.connectGrantNote}</p>
      <h3>{texts.connectRun}</h3>
      <pre
        tabIndex={0}
      ><code>{`DATABASE_URL=${url} \\\nREDIS_URL=redis://${host}:6379 marketpulse`}</code></pre>
      <pre
        tabIndex={0}
      ><code>{`# git clone\nDATABASE_URL=${url} \\\nREDIS_URL=redis://${host}:6379 npx -y deno@2.9.6 task start`}</code></pre>
      <p>{texts.connectRunNote}</p>
      <p>{texts.connectWindows}</p>
      <pre
        tabIndex={0}
      ><code>{`$env:DATABASE_URL="${url}"\n$env:REDIS_URL="redis://${host}:6379"\n.\\marketpulse.exe`}</code></pre>
      <button class="button" type="button" popovertarget="connect" popovertargetaction="hide">
        {texts.close}
      </button>
    </div>
  );
}
