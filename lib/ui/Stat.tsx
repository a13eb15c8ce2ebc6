import type { ComponentChildren } from "preact";

interface StatProps {
  label: ComponentChildren;
  /** The figure itself. */
  children: ComponentChildren;
  hint?: ComponentChildren;
  tone?: "plain" | "warn" | "bad";
}

/** A figure with its name; stands in a `<dl class="stats">`. */
export function Stat({ label, children, hint, tone = "plain" }: StatProps) {
  return (
    <div class={`stat stat--${tone}`}>
      <dt class="stat__label">{label}</dt>
      <dd class="stat__value">{children}</dd>
      {hint && <dd class="stat__hint">{hint}</dd>}
    </div>
  );
}
