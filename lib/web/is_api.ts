/** Whether a program asks, which is answered in JSON also where something is wrong. */
export function isApi({ pathname }: Pick<URL, "pathname">, basePath: string): boolean {
  return pathname.startsWith(`${basePath}/api/`);
}
