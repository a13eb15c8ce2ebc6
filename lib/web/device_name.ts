/** Words of browsers in what they say of themselves; most say also those that come later, which they descend from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bWhale\//, "Whale"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bOPR\//, "Opera"],
  [/\bKAKAOTALK\b/i, "KakaoTalk"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\b(Macintosh|Mac OS X)\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** Browser and system for people, as far as it says them: `Chrome · Windows`. Else the first words of it, maybe none. */
export function deviceName(agent: string): string {
  const named = [BROWSERS, SYSTEMS].flatMap((words) => words.find(([word]) => word.test(agent))?.[1] ?? []);
  return named.length > 0 ? named.join(" · ") : agent.slice(0, 40);
}
