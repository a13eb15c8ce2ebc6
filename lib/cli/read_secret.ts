/** A line that is typed at a terminal and not shown, and a secret that another program hands over. */
export type Stdin = Pick<typeof Deno.stdin, "isTerminal" | "setRaw" | "readable">;

/** Somebody pressed Ctrl+C or Ctrl+D instead of answering. */
export class CancelledError extends Error {}

const ENTER = ["\r", "\n"];
const [CTRL_C, CTRL_D, BACKSPACE, CTRL_H, CTRL_U] = ["\x03", "\x04", "\x7f", "\b", "\x15"];

/** Asks for secrets, one after the other; what was typed ahead is kept for the next. */
export class SecretPrompt implements AsyncDisposable {
  readonly #stdin: Stdin;
  readonly #write: (text: string) => void;
  readonly #keys: AsyncGenerator<string>;

  constructor(stdin: Stdin, write: (text: string) => void) {
    this.#stdin = stdin;
    this.#write = write;
    this.#keys = keysOf(stdin.readable);
  }

  /** @throws {CancelledError} when nobody answers */
  async ask(question: string): Promise<string> {
    this.#write(question);
    // Where the terminal writes what is typed, or takes whole lines, the secret would be seen.
    this.#stdin.setRaw(true);
    try {
      return await this.#line();
    } finally {
      this.#stdin.setRaw(false);
      this.#write("\n");
    }
  }

  async #line(): Promise<string> {
    const typed: string[] = [];
    for (;;) {
      const { value: key, done } = await this.#keys.next();
      if (done || key === CTRL_C || (key === CTRL_D && typed.length === 0)) throw new CancelledError();
      if (ENTER.includes(key)) return typed.join("");
      if (key === BACKSPACE || key === CTRL_H) typed.pop();
      else if (key === CTRL_U) typed.length = 0;
      else if (key >= " ") typed.push(key);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keys.return(undefined);
  }
}

async function* keysOf(readable: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of readable.values({ preventCancel: true })) {
    yield* decoder.decode(bytes, { stream: true });
  }
}

/** A secret is never longer. */
const LONGEST = 64 * 1024;

/** All of what another program writes, without the line's end; null when it is no UTF-8 text or has no end. */
export async function readPiped({ readable }: Pick<Stdin, "readable">): Promise<string | null> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const bytes of readable) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > LONGEST) return null;
    }
    return (text + decoder.decode()).replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
