import type { PageTexts } from "../shared/i18n/catalogue.ts";
import { ConnectGuide } from "./ConnectGuide.tsx";

/** Says that nothing on the page is real, and leads to what is. */
export function DemoBanner({ texts }: { texts: PageTexts }) {
  return (
    <>
      <aside class="demo" aria-labelledby="demo-title">
        <span class="demo__badge">{texts.demo}</span>
        <p class="demo__text">
          <strong id="demo-title">{texts.demoTitle}</strong> <span>{texts.demoText}</span>
        </p>
        <button class="button" type="button" popovertarget="connect">{texts.connect}</button>
      </aside>
      <ConnectGuide texts={texts} />
    </>
  );
}
