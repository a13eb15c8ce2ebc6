/** Builds apps and serves them while they are developed: the module `fresh/dev`. */
export { Builder, type BuilderOptions, type BuildOptions } from "./builder.ts";
