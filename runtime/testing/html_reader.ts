/**
 * Reads the server's HTML of a live page piece by piece, from its beginning to its end.
 *
 * @module
 */

const mark = "<!---->";

/** A place in a text of HTML. */
export class HtmlReader {
  readonly #html: string;
  #at = 0;

  constructor(html: string) {
    this.#html = html;
  }

  /** Goes on behind a text that must be here. */
  pass(text: string): void {
    if (!this.#html.startsWith(text, this.#at)) {
      throw new Error(`Cannot find "${text}" in the server's HTML: got "${this.#html.slice(this.#at, this.#at + 80)}"`);
    }
    this.#at += text.length;
  }

  /** Goes on behind a marker. */
  marker(): void {
    this.pass(mark);
  }

  /** The end must be here. */
  end(): void {
    const rest = this.#html.slice(this.#at);
    if (rest !== "") throw new Error(`Cannot find the end of the server's HTML: got "${rest.slice(0, 80)}"`);
  }

  /** A text: all up to the next tag or marker. */
  text(): string {
    return decoded(this.#until("<"));
  }

  /** What an element holds that can hold no markup. */
  plainText(tag: string): string {
    const text = this.#until(`</${tag}`);
    // The parser drops a line break behind the tag.
    if (tag === "textarea") return decoded(text.replace(/^\n/, ""));
    return tag === "title" ? decoded(text) : text;
  }

  /** Finished HTML: all up to the next marker, or to the end of the element that holds nothing else. */
  finished(alone: string | undefined): string {
    return alone === undefined ? this.#until(mark) : this.#cut(this.#endOf(alone));
  }

  /** Goes on behind everything up to a text. */
  skip(text: string): void {
    this.#until(text);
  }

  /** The value of an attribute that may be here. */
  attribute(name: string): string | null {
    const attribute = new RegExp(` ${RegExp.escape(name)}(?:="([^"]*)"|(?=[ >]))`, "y");
    attribute.lastIndex = this.#at;
    const [found, value] = attribute.exec(this.#html) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return decoded(value ?? "");
  }

  #until(text: string): string {
    const at = this.#html.indexOf(text, this.#at);
    return this.#cut(at < 0 ? this.#html.length : at);
  }

  #cut(end: number): string {
    const text = this.#html.slice(this.#at, end);
    this.#at = end;
    return text;
  }

  /** Where the element ends that is open here. */
  #endOf(tag: string): number {
    const tags = new RegExp(`<(/?)${RegExp.escape(tag)}(?=[\\s/>])`, "gi");
    tags.lastIndex = this.#at;
    let depth = 1;
    for (let found = tags.exec(this.#html); found; found = tags.exec(this.#html)) {
      depth += found[1] ? -1 : 1;
      if (depth === 0) return found.index;
    }
    throw new Error(`Cannot find the end of <${tag}> in the server's HTML`);
  }
}

function decoded(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
