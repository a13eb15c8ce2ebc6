/** What a build knows of an app: its route modules, islands and files. */

/** A served file. */
export interface StaticFile {
  /** SHA-256 of the content in hex. */
  readonly hash: string;
  /** The content itself, or where it lies. */
  readonly content: Uint8Array<ArrayBuffer> | URL;
}

export interface Island {
  /** Unique in the app. */
  readonly name: string;
  /** Name of the component in its chunk. */
  readonly exportName: string;
  /** File name of the chunk, below `/_fresh/js/BUILD_ID/`. */
  readonly chunk: string;
}

export interface RouteFile {
  /** Path below the folder of routes, `blog/[id].tsx`. */
  readonly path: string;
  readonly module: Readonly<Record<string, unknown>>;
}

export interface Snapshot {
  readonly mode: "development" | "production";
  /** Changes when any served file does. */
  readonly buildId: string;
  readonly routes: readonly RouteFile[];
  /** By component; the server recognises an island by the identity of its function. */
  readonly islands: ReadonlyMap<unknown, Island>;
  /** By decoded path, `/styles.css`. */
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Which chunks each chunk imports, by file name. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Only of the dev server. */
  readonly liveReload?: LiveReload;
}

export interface LiveReload {
  /** Another one at each start of the server. */
  readonly revision: string;
  /** Answers the pages that wait for a restart; undefined for every other request. */
  answer(req: Request): Response | undefined;
}

export const EMPTY_SNAPSHOT: Snapshot = {
  mode: "production",
  buildId: "",
  routes: [],
  islands: new Map(),
  files: new Map(),
  imports: {},
};

/** File name of the chunk that hydrates islands. */
export const BOOT_CHUNK = "fresh-runtime.js";
/** File name of the chunk that reloads the page when the dev server restarts. */
export const RELOAD_CHUNK = "fresh-reload.js";
