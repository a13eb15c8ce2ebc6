import { App, csp, staticFiles } from "fresh";

/** The app of the framework's own tests, also as a program without `main()`. */
export const app = createApp();

export function createApp(config: { basePath?: string } = {}): App<unknown> {
  return new App(config).use(csp({ useNonce: true })).use(staticFiles()).fsRoutes();
}
