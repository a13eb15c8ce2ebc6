import type { Colour } from "../shared/chart_spec.ts";

/** The colours and sizes that the style sheet gives to charts, in the theme of the moment. */
export interface Palette {
  readonly colour: (name: Colour | "ink" | "ink-soft" | "line" | "surface" | "accent-fill") => string;
  readonly font: string;
  /** Pixels. */
  readonly fontSize: number;
  /** Pixels a pixel of an ordinary screen stands for: more on a television, where type and lines are bigger. */
  readonly scale: number;
}

/** Reads the palette that applies to an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const root = parseFloat(getComputedStyle(element.ownerDocument.documentElement).fontSize);
  return {
    colour: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: style.fontFamily,
    fontSize: Math.round(root * 0.75),
    scale: root / 16,
  };
}
