import { Signal } from "@preact/signals";
import { isValidElement } from "preact";

/** How devalue writes what it does not know: signals with their current value, computed ones as constants. */
export const reducers: Record<string, (value: unknown) => unknown> = {
  Signal: (value) => value instanceof Signal && !isComputed(value) && [value.peek()],
  Computed: (value) => value instanceof Signal && isComputed(value) && [value.peek()],
  // A signal passes for an element, so it must have been recognised before.
  Element: (value) => isValidElement(value) && ELEMENT,
};

/** In an element's place, for devalue to refuse and to say where it was. */
export const ELEMENT = Symbol("element");

function isComputed(signal: Signal): boolean {
  return Object.getPrototypeOf(signal) !== Signal.prototype;
}
