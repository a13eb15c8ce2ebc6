import type { PageTexts } from "../shared/i18n/catalogue.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { Viewer } from "../shared/viewer.ts";

interface AccountProps {
  viewer: Pick<Viewer, "name" | "kind"> | null;
  basePath: string;
  texts: PageTexts;
}

/** Who is logged in, and the way out; nothing where nobody is. */
export function Account({ viewer, basePath, texts }: AccountProps) {
  if (viewer?.kind !== "user") return null;
  const { name } = viewer;
  return (
    <form class="account" method="post" action={`${basePath}/logout`}>
      <span class="account__name" title={name ?? ""}>{fill(texts.loggedIn, { name: name ?? "" })}</span>
      <button type="submit" class="account__out">{texts.logOut}</button>
    </form>
  );
}
