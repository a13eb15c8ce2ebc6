/** A piece of SQL with the values of its parameters; what `query()` of npm:pg takes. */
export class Sql {
  /** @param strings the text around the values, one more than there are `values` */
  constructor(readonly strings: readonly string[], readonly values: readonly unknown[]) {}

  /** The text with `$1`, `$2` … where the values belong. */
  get text(): string {
    return this.strings.reduce((text, next, index) => `${text}$${index}${next}`);
  }
}

/** Template tag: {@linkcode Sql} between the braces is spliced in, anything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  const texts = [strings[0]!];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    const after = strings[index + 1]!;
    if (part instanceof Sql) {
      const [first = "", ...rest] = part.strings;
      texts[texts.length - 1] += first;
      texts.push(...rest);
      values.push(...part.values);
      texts[texts.length - 1] += after;
    } else {
      texts.push(after);
      values.push(part);
    }
  });
  return new Sql(texts, values);
}

/** Text that is SQL already. It comes from this program or from the configuration, never from data. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u;

function quoted(word: string): string {
  return `"${word}"`;
}

/** Whether a mapped word is a column, rather than an expression. */
export function isColumn(mapped: string): boolean {
  return WORD.test(mapped);
}

/** A mapped column: a bare word is a column, written exactly as in the table, anything else an expression. */
export function column(mapped: string): Sql {
  return raw(isColumn(mapped) ? quoted(mapped) : `(${mapped})`);
}

/**
 * A mapped table, with or without its schema: `orders`, `shop.orders`; a name that quotes itself is taken as it is, and so
 * is a SELECT in its parentheses.
 */
export function table(mapped: string): Sql {
  const words = mapped.split(".");
  return raw(words.every((word) => WORD.test(word)) ? words.map(quoted).join(".") : mapped);
}
