import type { Colour } from "../shared/chart_spec.ts";

/** A name with the colour it has in a chart. */
export function Swatch({ colour, label }: { colour: Colour; label: string }) {
  return (
    <span class="swatch">
      <svg class="swatch__mark" viewBox="0 0 10 10" aria-hidden="true">
        <rect class={`fill-${colour}`} width="10" height="10" rx="3" />
      </svg>
      {label}
    </span>
  );
}
