/**
 * Makes pages at random whose views show the model of `live_model.ts`: everything that a live page can take, each part
 * with handlers of its own. Every handler stands behind an attribute `data-m` that says what it carries.
 *
 * Left out is what the parser of a browser would move or close (a `<div>` in a `<p>`, a button in a button): a page
 * whose HTML is not what it seems is the matter of other tests.
 *
 * @module
 */
import { randomMessage, sizes } from "./live_model.ts";
import { type Branch, element, expression, fragment, leaf, type View } from "./view.ts";
import type { Random } from "./views.ts";

/** What the sources of the pages name. `mark` says what a handler carries. */
export const preamble = `
import { lazy, lazyList } from "${new URL("../../runtime/page/lazy.ts", import.meta.url)}";
const mark = (message) => JSON.stringify(message);
const Card = (p) => <article data-title={p.title}>{p.open ? <div>{p.children}</div> : p.children}</article>;
const Same = (p) => p.children;
const Two = (p) => <><i>{p.text}</i>{p.children}</>;
const Deep = (p) => p.depth > 0 ? <span><Deep depth={p.depth - 1} text={p.text} /></span> : p.text;
const Many = (p) => [p.text, <b key="b">{p.text}</b>, [p.text, p.open && <i>{p.text}</i>]];
const Option = (p) => <option value={p.value}>{p.text}</option>;
const Press = (p) => <button type="button" data-m={mark(p.message)} onClick={p.send(p.message)}>{p.children}</button>;
const Row = (r, send) => <li class={r.t}>{r.n}<Press send={send} message={{ type: "open", id: r.id }}>{r.t}</Press></li>;
const Open = (r, send) => r.b ? <Two text={r.t}><Press send={send} message={{ type: "open", id: r.id }} /></Two> : null;
const Nested = (r, send) => <li>{r.b && r.t}<ol>{r.rows.map((s) => lazy(Row, s, send, s.id))}</ol></li>;
const Text = (r) => r.t;
const Pair = ({ r, flag }, send) => <>{flag && lazy(Text, r, send)}<li hidden={flag}>{r.rows.map((s) => s.t)}</li></>;
`;

/** The view of one page: a function body over `m` and `send`. */
export function randomPage(random: Random): Branch {
  const generator = new Generator(random);
  return fragment([generator.node(outside, 0), ...generator.children(outside, 0), generator.button(outside)]);
}

/** What stands where: the values that an expression may name. */
interface Scope {
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  readonly numbers: readonly string[];
  /** The list that is gone through next, if there is one. */
  readonly list: string | undefined;
  /** The row, if there is one. */
  readonly row: string | undefined;
}

const outside: Scope = {
  texts: Array.from({ length: sizes.t }, (_, at) => `m.t[${at}]`),
  flags: Array.from({ length: sizes.b }, (_, at) => `m.b[${at}]`),
  numbers: Array.from({ length: sizes.n }, (_, at) => `m.n[${at}]`),
  list: "m.rows",
  row: undefined,
};

const blocks = ["div", "section", "span", "em", "article", "b", "my-box"];
const literals = [
  "word",
  "two words",
  "a &amp; b",
  "x &lt; y",
  "&quot;q&quot;",
  "it's",
  "costs $0 now",
  "&lt;!--$1--&gt;",
];

// The transform escapes others twice among several children of a component, which is a lint rule.
const plainLiterals = ["word", "two words", "costs $0 now"];

class Generator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  node(scope: Scope, depth: number): Branch {
    switch (this.#random(depth > 3 ? 5 : 21)) {
      case 0:
        return leaf(this.#pick(["br", "hr", "img"]), this.#attributes(scope));
      case 1:
        return this.button(scope);
      case 2:
        return this.#field(scope);
      case 3:
        return element("p", this.#attributes(scope), [`{${this.#text(scope)}}`, this.#pick(literals)]);
      case 4:
        return this.#raw(scope);
      case 5:
      case 6:
        return this.#component(scope, depth);
      case 7:
      case 8:
      case 9:
        return this.#list(scope, depth);
      case 10:
        return this.#table(scope, depth);
      case 11:
        return this.#svg(scope, depth);
      case 12:
        return this.#select(scope);
      case 13:
        return leaf("textarea", [`value={${this.#text(scope)}}`, "rows={2}", ...this.#attributes(scope)]);
      case 14:
        return element("style", [], [`{${this.#pick(["`.x::after { top: ${m.n[0]}px }`", "`a > b { top: 0 }`"])}}`]);
      case 15:
        return fragment([this.node(scope, depth + 1), ...this.children(scope, depth + 1)]);
      case 16:
        return element("math", [], [
          element("mi", [`class={${this.#text(scope)}}`], [`{${this.#text(scope)}}`]),
          element("mfrac", [], ["<mn>1</mn>", element("mn", [], [`{${this.#number(scope)}}`])]),
        ]);
      default:
        return this.#block(scope, depth);
    }
  }

  #block(scope: Scope, depth: number): Branch {
    const attributes = this.#attributes(scope);
    const hasSpread = attributes.some((source) => source.startsWith("{..."));
    return element(
      this.#pick(blocks),
      attributes,
      this.children(scope, depth + 1, hasSpread ? plainLiterals : literals),
    );
  }

  button(scope: Scope): Branch {
    const text = this.#random(2) === 0 ? `{${this.#text(scope)}}` : "press";
    if (this.#random(4) === 0) return element("Press", ["send={send}", `message={${this.#message(scope)}}`], [text]);
    const handlers = ["onClick", "onKeyDown", "onClickCapture"];
    return element("button", ['type="button"', ...this.#handler(scope, this.#pick(handlers))], [text]);
  }

  children(scope: Scope, depth: number, texts = literals): View[] {
    return Array.from({ length: this.#random(5) }, () => this.#child(scope, depth, texts));
  }

  #child(scope: Scope, depth: number, texts: readonly string[]): View {
    switch (this.#random(10)) {
      case 0:
        return this.#pick(texts);
      case 1:
      case 2:
        return `{${this.#text(scope)}}`;
      case 3:
        return `{${this.#number(scope)}}`;
      case 4:
        return expression(`{${this.#flag(scope)} && `, [this.node(scope, depth + 1)], "}");
      case 5:
        return expression(`{${this.#flag(scope)} ? `, [this.node(scope, depth + 1)], ` : ${this.#other(scope)}}`);
      case 6:
        return expression(
          `{${this.#flag(scope)} ? `,
          [this.node(scope, depth + 1), " : ", this.node(scope, depth + 1)],
          "}",
        );
      case 7:
        return this.#array(scope, depth);
      default:
        return this.node(scope, depth);
    }
  }

  #other(scope: Scope): string {
    return this.#pick(["null", "undefined", "false", "[]", '""', this.#text(scope), `[${this.#text(scope)}, 1]`]);
  }

  #array(scope: Scope, depth: number): Branch {
    const keyed = expression(`<u key={${this.#text(scope)}}>`, [`{${this.#text(scope)}}`], "</u>");
    const rest = expression(`${this.#flag(scope)} && `, [this.node(scope, depth + 1)], "");
    return expression(`{[${this.#text(scope)}, [${this.#number(scope)}, `, [keyed, "], ", rest], "]}");
  }

  #list(scope: Scope, depth: number): Branch {
    const { list } = scope;
    if (list === undefined) return element("p", [], [`{${this.#text(scope)}}`]);
    const [row, inside] = rowOf(list);
    const key = this.#pick([[`key={${row}.id}`], [`key={${row}.id}`], [`key={${row}.t}`], []]);
    if (this.#random(4) === 0) return element("ul", this.#attributes(scope), [this.#lazyList(list)]);
    const item = this.#item(inside, key, row, depth);
    return element("ul", this.#attributes(scope), [expression(`{${list}.map((${row}) => `, [item], ")}")]);
  }

  #item(scope: Scope, key: readonly string[], row: string, depth: number): Branch {
    const inside = [`{${this.#text(scope)}}`, ...this.children(scope, depth + 2, plainLiterals), this.button(scope)];
    const li = element("li", key, inside);
    switch (this.#random(8)) {
      case 4:
      case 5:
        return this.#lazy(scope, row);
      case 0:
        return expression(`${row}.b ? `, [li], ` : ${this.#pick(["null", `${row}.t`, "[]", `[${row}.t, 1]`])}`);
      case 1:
        return element("Two", [...key, `text={${row}.t}`], [li]);
      case 2:
        return element("Card", [...key, `title={${row}.t}`, `open={${row}.b}`], inside);
      case 3:
        return expression(`${row}.n > 1 ? `, [li, " : ", element("li", [...key, 'class="other"'], [`{${row}.t}`])], "");
      default:
        return li;
    }
  }

  #lazy(scope: Scope, row: string): Branch {
    const key = this.#random(5) === 0 ? "" : `, ${row}.id`;
    const part = (view: string, arg: string) => expression(`lazy(${view}, ${arg}, send${key})`, [], "");
    if (row === "s") return part(this.#pick(["Row", "Text"]), row);
    if (this.#random(4) === 0) return part("Pair", `{ r, flag: ${this.#flag(scope)} }`);
    return part(this.#pick(["Row", "Open", "Nested", "Text"]), row);
  }

  #lazyList(list: string): Branch {
    const view = this.#pick(list.startsWith("r.") ? ["Row", "Text"] : ["Row", "Open", "Nested", "Text"]);
    return expression(`{lazyList(${view}, ${list}, send, ({ id }) => id)}`, [], "");
  }

  #component(scope: Scope, depth: number): Branch {
    const inside = this.children(scope, depth + 1, plainLiterals);
    switch (this.#random(6)) {
      case 0:
        return element("Same", [`key={${this.#text(scope)}}`], inside);
      case 1:
        return element("Two", [`text={${this.#text(scope)}}`], inside);
      case 2:
        return leaf("Deep", [`text={${this.#text(scope)}}`, `depth={${this.#number(scope)}}`]);
      case 3:
        return leaf("Many", [`text={${this.#text(scope)}}`, `open={${this.#flag(scope)}}`]);
      default:
        return element("Card", [`title={${this.#text(scope)}}`, `open={${this.#flag(scope)}}`], inside);
    }
  }

  #table(scope: Scope, depth: number): Branch {
    const cell = (of: Scope) => element("td", this.#attributes(of), this.children(of, depth + 2, plainLiterals));
    if (scope.list === undefined) {
      return element("table", [], [element("tbody", [], [element("tr", [], [cell(scope)])])]);
    }
    const [row, inside] = rowOf(scope.list);
    const tr = (...key: string[]) =>
      element("tr", key, [cell(inside), expression(`{${row}.b && `, [cell(inside)], "}")]);
    const key = `key={${row}.id}`;
    const rows = this.#random(2) === 0 ? tr(key) : element("Same", [key], [tr(), tr()]);
    return element("table", [], [
      element("tbody", this.#attributes(scope), [expression(`{${scope.list}.map((${row}) => `, [rows], ")}")]),
    ]);
  }

  #svg(scope: Scope, depth: number): Branch {
    const { list } = scope;
    const circle = (of: Scope, ...key: string[]) =>
      element("circle", [...key, `r={${this.#number(of)}}`, `class={${this.#text(of)}}`], []);
    const rows = list === undefined ? [] : [
      expression(`{${list}.map((${rowOf(list)[0]}) => `, [circle(rowOf(list)[1], `key={${rowOf(list)[0]}.id}`)], ")}"),
    ];
    return element("svg", ['viewBox="0 0 9 9"'], [
      element("title", [], [`{${this.#text(scope)}}`]),
      circle(scope),
      ...rows,
      expression(`{${this.#flag(scope)} && `, [
        element("g", [`strokeWidth={${this.#number(scope)}}`], [
          element("a", ['href="/x"'], [`{${this.#text(scope)}}`]),
          element("foreignObject", [], [
            element("div", [], [expression(`{${this.#flag(scope)} && `, [this.node(scope, depth + 2)], "}")]),
          ]),
        ]),
      ], "}"),
    ]);
  }

  #select(scope: Scope): Branch {
    const own = [
      element("option", ['value="0"'], ["none"]),
      element("option", ["value={1}"], [`{${this.#text(scope)}}`]),
    ];
    const { list } = scope;
    const rows = list === undefined ? [] : [
      expression(`{${list}.map((${rowOf(list)[0]}) => `, [this.#option(rowOf(list)[0])], ")}"),
    ];
    const chosen = this.#pick([[], [`value={${this.#number(scope)}}`], [`value={${this.#text(scope)}}`], [
      'value="0"',
    ]]);
    return element("select", chosen, [...own, ...rows]);
  }

  #option(row: string): View {
    return this.#random(2) === 0
      ? element("option", [`key={${row}.id}`, `value={${row}.id}`], [`{${row}.t}`])
      : leaf("Option", [`key={${row}.id}`, `value={${row}.t}`, `text={${row}.t}`]);
  }

  #field(scope: Scope): Branch {
    const value = this.#pick([
      [`value={${this.#text(scope)}}`],
      ['type="checkbox"', `checked={${this.#flag(scope)}}`],
      [`defaultValue={${this.#text(scope)}}`],
      ['type="radio"', `defaultChecked={${this.#flag(scope)}}`],
    ]);
    const more = this.#pick([[], [`required={${this.#flag(scope)}}`], [`readOnly={${this.#flag(scope)}}`]]);
    const handler = this.#random(2) === 0 ? this.#typing() : [];
    return leaf("input", [...value, ...more, ...handler]);
  }

  #raw(scope: Scope): Branch {
    const html = this.#pick(['"<i>raw</i>"', '"<b>one</b> <!----> two"', '""', "String(m.n[1])"]);
    return leaf("div", [`dangerouslySetInnerHTML={{ __html: ${this.#flag(scope)} ? ${html} : "<p>other</p>" }}`]);
  }

  #attributes(scope: Scope): string[] {
    const text = () => this.#text(scope);
    const all = [
      `title={${text()}}`,
      `class={${this.#flag(scope)} ? ${text()} : undefined}`,
      `hidden={${this.#flag(scope)}}`,
      `data-x={${text()}}`,
      `aria-label={${text()}}`,
      `tabIndex={${this.#number(scope)}}`,
      `style={{ color: ${this.#flag(scope)} ? "red" : "", top: ${this.#number(scope)}, left: null }}`,
      `draggable={${this.#flag(scope)}}`,
      'lang="de"',
    ];
    const chosen = all.filter(() => this.#random(7) === 0);
    if (this.#random(12) === 0) {
      const own = `"data-s": ${text()}`;
      chosen.push(`{...(${this.#flag(scope)} ? { ${own}, id: "i" } : { id: "j", ${own} })}`);
    }
    if (this.#random(12) === 0) chosen.push(...this.#handler(scope, "onClick"));
    return chosen;
  }

  #handler(scope: Scope, name: string): string[] {
    const message = this.#message(scope);
    const options = this.#pick(["", "", "", ", { preventDefault: true }", ", { debounce: 100 }"]);
    const handler = `send(${message}${options})`;
    const isThere = this.#random(4) === 0 ? `${this.#flag(scope)} ? ${handler} : undefined` : handler;
    if (this.#random(8) === 0) return [`{...{ "data-m": mark(${message}), ${name}: ${isThere} }}`];
    return [`data-m={mark(${message})}`, `${name}={${isThere}}`];
  }

  #typing(): string[] {
    const at = this.#random(sizes.t);
    const message = (value: string) => `{ type: "text", at: ${at}, value: ${value} }`;
    return [`data-m={mark(${message('"typed"')})}`, `onInput={send((event) => (${message("event.value")}))}`];
  }

  /** Of a row it says which one, so that it is another one whenever the list has changed. */
  #message({ row }: Scope): string {
    if (row !== undefined && this.#random(3) > 0) {
      return this.#pick([`{ type: "open", id: ${row}.id }`, `{ type: "row", id: ${row}.id, t: ${row}.t + "!" }`]);
    }
    return JSON.stringify(randomMessage(this.#random));
  }

  #text({ texts }: Scope): string {
    return this.#pick(texts);
  }

  #flag({ flags }: Scope): string {
    return this.#pick(flags);
  }

  #number({ numbers }: Scope): string {
    return this.#pick(numbers);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#random(items.length)]!;
  }
}

/** The name of a list's row, and what may be named inside of it. */
function rowOf(list: string): [row: string, inside: Scope] {
  const row = list === "m.rows" ? "r" : "s";
  return [row, {
    texts: [`${row}.t`, `${row}.t`, "m.t[0]"],
    flags: [`${row}.b`, `${row}.b`, "m.b[0]"],
    numbers: row === "r" ? ["r.n", "r.id", "m.n[0]"] : ["s.id", "m.n[0]"],
    list: row === "r" ? "r.rows" : undefined,
    row,
  }];
}
