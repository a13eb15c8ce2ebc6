/** Questions that wait for their answers, matched by number. */
export class Questions {
  readonly #send: (id: number, question: unknown) => void;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #last = 0;

  constructor(send: (id: number, question: unknown) => void) {
    this.#send = send;
  }

  /** Rejects when there is no answer within `patience` ms. */
  readonly ask = (question: unknown, patience: number): Promise<unknown> => {
    const id = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => {
      this.#waiting.delete(id);
      reject(new DOMException(`No answer within ${patience} ms`, "TimeoutError"));
    }, patience);
    this.#waiting.set(id, (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    this.#send(id, question);
    return promise;
  };

  /** One that comes too late is for nobody. */
  answer(id: number, answer: unknown): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
