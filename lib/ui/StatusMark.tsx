import type { Tone } from "./market_state.ts";

/** Each tone has its own outline, so that it is told apart without colour: circle, triangle, octagon, dashed ring. */
const SHAPES: Readonly<Record<Tone, { outline: string; sign: string }>> = {
  good: { outline: "M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21z", sign: "m7 12.4 3.4 3.4L17 9" },
  warn: { outline: "M12 1.5 23.5 22h-23z", sign: "M12 9v6m0 3.2v.1" },
  bad: { outline: "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z", sign: "m8 8 8 8m0-8-8 8" },
  mute: { outline: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z", sign: "M8 12h8" },
};

/** The shape of a state; the word beside it says the same, so it is hidden from readers of the text. */
export function StatusMark({ tone }: { tone: Tone }) {
  const { outline, sign } = SHAPES[tone];
  return (
    <svg class={`mark mark--${tone}`} viewBox="0 0 24 24" aria-hidden="true">
      <path class="mark__outline" d={outline} />
      <path class="mark__sign" d={sign} />
    </svg>
  );
}
