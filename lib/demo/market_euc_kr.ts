/** Leads of the rows of KS X 1001 that hold Hangul. */
const [FIRST_ROW, LAST_ROW] = [0xb0, 0xc8];
const [FIRST_CELL, LAST_CELL] = [0xa1, 0xfe];

/**
 * An encoder to EUC-KR, in which 11st answers: ASCII and the 2,350 Hangul syllables of KS X 1001. The platform only
 * decodes, so the table is what its decoder makes of every pair of bytes.
 */
export function eucKrEncoder(): (text: string) => Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder("euc-kr", { fatal: true });
  const table = new Map<string, readonly number[]>();
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    for (let cell = FIRST_CELL; cell <= LAST_CELL; cell++) {
      table.set(decoder.decode(Uint8Array.of(row, cell)), [row, cell]);
    }
  }

  function bytesOf(character: string): readonly number[] {
    if (character <= "\x7f") return [character.charCodeAt(0)];
    const bytes = table.get(character);
    if (!bytes) throw new RangeError(`Cannot encode in EUC-KR: no such Hangul syllable: "${character}"`);
    return bytes;
  }

  /** @throws {RangeError} for any other character */
  return function encodeEucKr(text) {
    return Uint8Array.from([...text].flatMap((character) => bytesOf(character)));
  };
}
