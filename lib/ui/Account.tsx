import type { PageTexts } from "../shared/i18n/catalogue.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { Viewer } from "../shared/viewer.ts";

interface AccountProps {
  viewer: Pick<Viewer, "name" | "kind"> | null;
  basePath: string;
  texts: PageTexts;
}

/** Who is logged in, the way to what is theirs, and the way out; nothing where nobody is. */
export function Account({ viewer, basePath, texts }: AccountProps) {
  if (viewer?.kind !== "user") return null;
  const { name } = viewer;
  return (
    <form class="account" method="post" action={`${basePath}/logout`}>
      <a class="account__name" href={`${basePath}/account`}>{fill(texts.loggedIn, { name: name ?? "" })}</a>
      <button type="submit" class="account__out">{texts.logOut}</button>
    </form>
  );
}
