/**
 * Walks over the tokens of one statement, blanks and comments left out. Every `parse_*.ts` reads through it.
 */
import { nameOf, type Token } from "./tokenize.ts";
import type { Span } from "./ast.ts";

/** SQL that SQLite may accept and this parser does not: the analysis then refuses the query. */
export class ParseError extends Error {
  override name = "ParseError";
  /** The token that was not understood, or the end of the text. */
  readonly span: Span;
  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

/**
 * Words that are never a name unless quoted. SQLite falls back to a name for all its other keywords; words of joins are
 * names too, but not where an alias may stand.
 */
const RESERVED = new Set(
  ("ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE DEFAULT DEFERRABLE DELETE " +
    "DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS FOREIGN FROM GROUP HAVING IN INDEX INSERT INTERSECT INTO IS ISNULL JOIN " +
    "LIMIT NOT NOTHING NOTNULL NULL ON OR ORDER PRIMARY REFERENCES RETURNING SELECT SET TABLE THEN TO TRANSACTION " +
    "UNION UNIQUE UPDATE USING VALUES WHEN WHERE").split(" "),
);
const NOT_AN_ALIAS = new Set("CROSS FULL INDEXED INNER LEFT NATURAL OUTER RIGHT WINDOW".split(" "));

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens.filter((token) => token.kind !== "space" && token.kind !== "comment");
    this.#end = tokens.at(-1)?.end ?? 0;
  }

  /** The token `ahead` places further on. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.unexpected("more");
    this.#at++;
    return token;
  }

  /** Where the next token starts. */
  get start(): number {
    return this.peek()?.start ?? this.#end;
  }

  /** Where the last token taken ended. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** Whether these keywords or operators come next, in this order. */
  sees(...texts: string[]): boolean {
    return texts.every((text, ahead) => is(this.peek(ahead), text));
  }

  /** Takes these keywords or operators if they come next. */
  takes(...texts: string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.#at += texts.length;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(`"${text}"`);
  }

  /** A name in any quotes; SQLite also takes a string for one. */
  name(): string {
    const token = this.peek();
    if (token === undefined || !isName(token)) throw this.unexpected("a name");
    this.#at++;
    return token.kind === "string" ? token.text.slice(1, -1) : nameOf(token);
  }

  /** The alias of a result column or a table, with or without AS. */
  alias(): string | undefined {
    if (this.takes("AS")) return this.name();
    const token = this.peek();
    if (token === undefined || !isName(token)) return undefined;
    if (token.kind === "word" && NOT_AN_ALIAS.has(token.text.toUpperCase())) return undefined;
    return this.name();
  }

  /** Reads `item` once or several times with commas between. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.takes(",")) items.push(item());
    return items;
  }

  unexpected(wanted: string): ParseError {
    const token = this.peek();
    const got = token === undefined ? "the end" : `"${token.text}"`;
    return new ParseError(`got ${got}, expected ${wanted}`, token ?? { start: this.#end, end: this.#end });
  }
}

function is(token: Token | undefined, text: string): boolean {
  if (token === undefined) return false;
  if (token.kind === "operator") return token.text === text;
  return token.kind === "word" && token.text.toUpperCase() === text;
}

/** Whether SQLite takes the token for a name; a string, too. */
export function isName(token: Token): boolean {
  if (token.kind === "quoted" || token.kind === "string") return true;
  return token.kind === "word" && !RESERVED.has(token.text.toUpperCase());
}
