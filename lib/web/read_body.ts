/**
 * A body of at most `most` bytes that arrives within `within` milliseconds; otherwise the rest of it is not read. Broken is one whose
 * encoding is wrong, or whose client went away.
 */
export async function readBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { most, within }: { most: number; within: number },
): Promise<Blob | "too_large" | "too_slow" | "broken"> {
  const reader = body.getReader();
  const late = Promise.withResolvers<"too_slow">();
  const timer = setTimeout(() => late.resolve("too_slow"), within);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late.promise]);
      if (read === "too_slow") return giveUp(reader, read);
      if (read.done) return new Blob(chunks);
      length += read.value.byteLength;
      if (length > most) return giveUp(reader, "too_large");
      chunks.push(read.value);
    }
  } catch {
    return "broken";
  } finally {
    clearTimeout(timer);
  }
}

function giveUp<Why>(reader: ReadableStreamDefaultReader, why: Why): Why {
  // A stream that is broken cannot be cancelled, and need not be.
  reader.cancel().catch(() => {});
  return why;
}
