import * as z from "zod";

/**
 * A group of keys in which unknown ones are faults. A group without anything in it (`server:` and an empty line) is as
 * good as one that is not there.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((raw) => raw ?? {}, z.strictObject(shape)).prefault({});
}
