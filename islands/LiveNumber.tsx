import { useRef } from "preact/hooks";

interface LiveNumberProps {
  /** Null when nobody knows it. */
  value: number | null | undefined;
  format: (value: number) => string;
  /** The exact form, for those who point at the figure. */
  exact?: (value: number) => string;
  unit?: string;
  /** What to say of a figure that nobody knows. */
  unknown: string;
  /** What stands in place of a figure that is known and hidden from who looks. */
  hidden?: string | false | undefined;
}

/** A figure that lights up softly when it changes. Zero is a figure; what nobody knows is a dash, what is hidden says so. */
export function LiveNumber({ value, format, exact, unit, unknown, hidden }: LiveNumberProps) {
  const text = typeof value === "number" ? format(value) : null;
  const before = useRef({ text, changes: 0 });
  if (before.current.text !== text) before.current = { text, changes: before.current.changes + 1 };
  if (typeof value !== "number" && hidden) return <span class="figure figure--hidden">{hidden}</span>;
  if (typeof value !== "number") {
    return (
      <span class="figure figure--unknown">
        <span aria-hidden="true">—</span>
        <span class="visually-hidden">{unknown}</span>
      </span>
    );
  }
  const { changes } = before.current;
  // Two names of the same animation, because a change of the name is what starts it anew.
  const flash = changes === 0 ? "" : ` figure--changed-${changes % 2}`;
  return (
    <data class={`figure${flash}`} value={String(value)} title={exact?.(value)}>
      {text}
      {unit && <span class="unit">{unit}</span>}
    </data>
  );
}
