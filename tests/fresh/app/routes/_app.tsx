import type { PageProps } from "fresh";
import { asset } from "fresh/runtime";

export default function App({ Component, config }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Fixture</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={config.basePath + asset("/styles.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}
