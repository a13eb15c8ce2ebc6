import { Head } from "fresh/runtime";
import type { PageTexts } from "../shared/i18n/catalogue.ts";

interface MessageProps {
  title: string;
  text: string;
  basePath: string;
  texts: PageTexts;
}

/** A page that has nothing else to show. */
export function Message({ title, text, basePath, texts }: MessageProps) {
  return (
    <main id="content" class="message">
      <Head>
        <title>{`${title} · MarketPulse`}</title>
      </Head>
      <h1>{title}</h1>
      <p>{text}</p>
      <a class="button" href={`${basePath}/`}>{texts.backHome}</a>
    </main>
  );
}
