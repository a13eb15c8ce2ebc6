import { page } from "fresh";
import { errorResponse } from "@/lib/web/error_response.ts";
import { isApi } from "@/lib/web/is_api.ts";
import { define } from "@/lib/web/state.ts";
import { webTexts } from "@/lib/web/texts.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { Message } from "@/lib/ui/Message.tsx";

export const handler = define.handlers(({ url, config }) => {
  if (!isApi(url, config.basePath)) return page(undefined, { status: 404 });
  return errorResponse(404, { code: "not_found", message: webTexts.notFound });
});

export default define.page<typeof handler>(({ state: { language = "ko", services } }) => {
  const texts = pageTexts(language);
  return (
    <Message
      title={texts.notFoundTitle}
      text={texts.notFoundText}
      basePath={services?.basePath ?? ""}
      texts={texts}
    />
  );
});
