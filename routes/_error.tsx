import { define } from "@/lib/app/state.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { Message } from "@/lib/ui/Message.tsx";

/** What went wrong is in the server's log, not on the page. */
export default define.page(({ state: { language = "ko", services } }) => {
  const texts = pageTexts(language);
  return (
    <Message
      title={texts.errorTitle}
      text={texts.errorText}
      basePath={services?.basePath ?? ""}
      texts={texts}
    />
  );
});
