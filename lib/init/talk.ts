import type { Language, Text } from "../shared/text.ts";

/** Nobody answered a question, or somebody pressed Ctrl+D. */
export class NoAnswer extends Error {}

export interface TalkOptions {
  readonly language: Language;
  /** Lines of answers; absent: every question has its default for an answer, and is not asked. */
  readonly answers?: AsyncIterator<string>;
  readonly write: (text: string) => void;
}

/** Says and asks in whole lines, as every terminal can. */
export class Talk {
  readonly language: Language;
  readonly #answers: AsyncIterator<string> | undefined;
  readonly #write: (text: string) => void;

  constructor({ language, answers, write }: TalkOptions) {
    this.language = language;
    this.#answers = answers;
    this.#write = write;
  }

  /** Whether somebody answers. */
  get asks(): boolean {
    return this.#answers !== undefined;
  }

  say(text: Text | string): void {
    const line = typeof text === "string" ? text : text[this.language];
    // What a database says must not be able to command a terminal.
    this.#write(`${line.replaceAll(/[^\P{Cc}\n]/gu, "\ufffd")}\n`);
  }

  /**
   * The answer without blanks around it; an empty one is the default.
   *
   * @throws {NoAnswer} when there are no more answers
   */
  async ask(question: Text, byDefault: string): Promise<string> {
    if (!this.#answers) return byDefault;
    this.#write(question[this.language]);
    const { value, done } = await this.#answers.next();
    if (done) {
      this.#write("\n");
      throw new NoAnswer();
    }
    return value.trim() || byDefault;
  }
}

/** The lines that are typed or piped. */
export async function* linesOf(readable: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of readable.values({ preventCancel: true })) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
