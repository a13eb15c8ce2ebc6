import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { mergeHead } from "./head.ts";
import { bootScript } from "./island_boot.ts";
import { IslandScope } from "./island_boundary.ts";
import { RenderState, withRenderHook } from "./render_state.ts";
import { BOOT_CHUNK, RELOAD_CHUNK, type Snapshot } from "./snapshot.ts";

export interface DocumentOptions {
  readonly snapshot: Snapshot;
  readonly basePath: string;
  /** Of this response's scripts and styles. */
  readonly nonce: string;
}

/**
 * Renders a whole HTML document. What the content leaves out of `<html>`, `<head>` and `<body>` is put around it.
 *
 * @returns the document and the URLs of the chunks its scripts will import
 */
export function renderDocument(
  content: VNode | null,
  options: DocumentOptions,
): { html: string; preload: string[] } {
  const { snapshot, nonce } = options;
  const state = new RenderState(snapshot.islands, nonce);
  return withRenderHook(state, () => {
    const tree = h(IslandScope.Provider, { value: { state, inside: false } }, content);
    const rendered = renderToString(tree);
    const head = renderToString(
      mergeHead(state.head ?? [h("meta", { charset: "utf-8" })], state.headAdditions),
    );

    const chunkUrl = (file: string) => `${options.basePath}/_fresh/js/${snapshot.buildId}/${file}`;
    const islands = [...state.usedIslands];
    const scripts = [];
    if (islands.length > 0) {
      scripts.push(inlineModule(nonce, bootScript({ islands, instances: state.instances, chunkUrl })));
    }
    if (snapshot.liveReload) {
      const url = `${chunkUrl(RELOAD_CHUNK)}?revision=${snapshot.liveReload.revision}`;
      scripts.push(inlineModule(nonce, `import ${JSON.stringify(url)};`));
    }
    return {
      html: "<!DOCTYPE html>" + assemble(rendered, { state, head, scripts: scripts.join("") }),
      preload: islands.length > 0
        ? preloads(snapshot, islands.map((island) => island.chunk)).map(chunkUrl)
        : [],
    };
  });
}

/** `code` must not contain `</script`; what comes from JSON is escaped where it is made. */
function inlineModule(nonce: string, code: string): string {
  return `<script type="module" nonce="${nonce}">${code}</script>`;
}

function assemble(
  rendered: string,
  { state, head, scripts }: { state: RenderState; head: string; scripts: string },
): string {
  const headElement = `<head>${head}</head>`;
  const body = state.hasBody
    ? rendered.replace(RenderState.BODY_END, () => scripts)
    : state.hasHtml || state.head
    ? rendered + scripts
    : `<body>${rendered}${scripts}</body>`;
  if (state.head) return body.replace(RenderState.HEAD, () => head);
  if (state.hasHtml) return body.replace(/^<html[^>]*>/, (tag) => tag + headElement);
  return `<html>${headElement}${body}</html>`;
}

/** The chunks and what they import, each once. */
function preloads(snapshot: Snapshot, chunks: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (chunk: string) => {
    if (found.has(chunk)) return;
    found.add(chunk);
    snapshot.imports[chunk]?.forEach(visit);
  };
  [BOOT_CHUNK, ...chunks].forEach(visit);
  return [...found];
}
