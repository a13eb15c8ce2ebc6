import type { Colour } from "../shared/chart_spec.ts";

interface SwatchProps {
  colour: Colour;
  label: string;
  /** Of a line: lengths of its dashes and gaps. */
  dash?: readonly number[];
}

/** A name with the colour that it has in a chart. */
export function Swatch({ colour, label, dash }: SwatchProps) {
  return (
    <span class="swatch">
      {dash
        ? (
          <svg class="swatch__line" viewBox="0 0 24 10" aria-hidden="true">
            <path class={`stroke-${colour}`} d="M0 5h24" stroke-dasharray={dash.join(" ") || undefined} />
          </svg>
        )
        : (
          <svg class="swatch__mark" viewBox="0 0 10 10" aria-hidden="true">
            <rect class={`fill-${colour}`} width="10" height="10" rx="3" />
          </svg>
        )}
      {label}
    </span>
  );
}
