import { HttpError, page } from "fresh";
import { errorResponse } from "@/lib/web/error_response.ts";
import { isApi } from "@/lib/web/is_api.ts";
import { define } from "@/lib/web/state.ts";
import { webTexts } from "@/lib/web/texts.ts";
import { type PageTexts, pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { Message } from "@/lib/ui/Message.tsx";

export const handler = define.handlers(({ url, config, error }) => {
  const status = statusOf(error);
  if (!isApi(url, config.basePath)) return page(undefined, { status });
  if (status === 405) {
    return errorResponse(status, { code: "wrong_method", message: webTexts.wrongMethod });
  }
  if (status < 500) return errorResponse(status, { code: "bad_request", message: webTexts.badRequest });
  return errorResponse(status, { code: "internal", message: webTexts.internal });
});

function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

/** What went wrong is in the server's log, not on the page. */
export default define.page<typeof handler>(({ state: { language = "ko", services }, error }) => {
  const texts = pageTexts(language);
  return (
    <Message
      title={texts.errorTitle}
      text={textOf(statusOf(error), texts)}
      basePath={services?.basePath ?? ""}
      texts={texts}
    />
  );
});

function textOf(status: number, texts: PageTexts): string {
  if (status === 403) return texts.forbiddenText;
  return status < 500 ? texts.notFoundText : texts.errorText;
}
