import project from "../../deno.json" with { type: "json" };

/** The version of this program, as deno.json has it. */
export const VERSION: string = project.version;

/** Put in by the bundler; not there when the program runs from its sources. */
declare const BUILD_ID: string | undefined;

/** `0.1.0 (build 1f0c2d3e4a5b)`: the id says which sources and files a bundle was made of. */
export const VERSION_AND_BUILD: string = `${VERSION} (build ${
  typeof BUILD_ID === "undefined" ? "from sources" : BUILD_ID
})`;
