import type { Colour } from "../shared/chart_spec.ts";

/** The colours and sizes that the style sheet gives to charts, in the theme of the moment. */
export interface Palette {
  readonly colour: (name: Colour | "ink" | "ink-soft" | "line" | "surface" | "accent-fill") => string;
  readonly font: string;
  /** Pixels. */
  readonly fontSize: number;
}

/** Reads the palette that applies to an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const root = getComputedStyle(element.ownerDocument.documentElement);
  return {
    colour: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: style.fontFamily,
    fontSize: Math.round(parseFloat(root.fontSize) * 0.75),
  };
}
