import type { App } from "fresh";

/** The app's response to one request. */
export function ask<State>(app: App<State>, path: string, init?: RequestInit): Promise<Response> {
  return app.handler()(new Request(`http://localhost${path}`, init));
}

/** Status and body at a glance: `200 hello`. */
export async function answer<State>(app: App<State>, path: string, init?: RequestInit): Promise<string> {
  const response = await ask(app, path, init);
  return `${response.status} ${await response.text()}`;
}
