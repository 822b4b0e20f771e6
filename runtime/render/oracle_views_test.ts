/**
 * Writes TSX at random for `oracle_test.ts`: views made of everything that the transform treats in a way of its own.
 * It holds no test itself.
 *
 * Left out are the two faults of the transform that no run time can mend (a blank before a closing tag; characters to
 * be escaped in a literal among several children of a component), and what preact-render-to-string does wrong
 * (`false` of `spellCheck` and `contentEditable`, units on numbers of `style`, a first line break in a textarea).
 *
 * @module
 */

/** A source of numbers below `limit`. */
export type Random = (limit: number) => number;

/** Numbers that look random, the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A module whose `views` are an array of functions without arguments. */
export function viewsSource(seed: number, count: number): string {
  const random = seeded(seed);
  const views = Array.from({ length: count }, () => `  () => ${element(random, 0)},\n`);
  return `${preamble}\nexport const views = [\n${views.join("")}];\n`;
}

const preamble = `// Strings, numbers, booleans, nothing, lists and props as they come from a model.
const s = ["", "a", "a<b>&\\"'c", "  blank  ", "é\\n", "0"];
const n = [0, -1, 1.5, 12n, NaN];
const b = [true, false];
const z = [null, undefined, false, true];
const l = [
  Object.freeze(["x<", 1, null, [true, "y&", [2n]]]),
  Object.freeze([]),
  ["one"],
  [[["deep<"]]],
];
const o = [
  { className: "c&", tabIndex: 2, "data-y": "<", hidden: true, title: undefined },
  { htmlFor: "f", "aria-hidden": false, lang: "de", id: null, onClick: () => {} },
  { style: { color: "red", "--v": "<", top: null, zIndex: 3 }, readOnly: true, key: "k" },
  {},
];
const rows = [{ id: 1, name: "r<1" }, { id: 2, name: "" }, { id: 3, name: "r3" }];
const Same = (p) => p.children;
const Section = (p) => <section class="w">{p.children}</section>;
const Titled = (p) => <div title={p.title}>{p.children}<hr /></div>;
const Text = (p) => p.text;
const Many = (p) => ["<", <b key="b">{p.text}</b>, [p.text, 1]];
const Nothing = () => null;
const Group = (p) => <><i>{p.text}</i>{p.children}</>;
const Choice = (p) => <option value={p.value}>{p.value}</option>;
`;

const blocks = ["div", "p", "ul", "section", "span", "em", "label", "td", "button", "pre", "my-box"];
const voids = ["br", "hr", "img", "input"];
const texts = ["word", "two words", "a &amp; b", "x &lt; y", "&quot;q&quot;", "1", "it's", "line\n      two"];
const plainTexts = ["word", "two words", "1"];

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)]!;
}

function value(random: Random): string {
  const kind = pick(random, ["s", "s", "s", "n", "b", "z"]);
  const sizes: Record<string, number> = { s: 6, n: 5, b: 2, z: 4 };
  return `${kind}[${random(sizes[kind]!)}]`;
}

function attributes(random: Random, tag: string): string {
  const own: Record<string, readonly string[]> = {
    a: ["href"],
    img: ["src", "alt"],
    input: ["disabled", "checked", "required", "readOnly", "value", "maxLength", "defaultValue", "defaultChecked"],
    button: ["disabled", "autofocus", "value"],
    label: ["htmlFor"],
    td: ["colSpan"],
  };
  const names = [
    "id",
    "title",
    "className",
    "tabIndex",
    "hidden",
    "data-x",
    "aria-label",
    "aria-hidden",
    "role",
    "key",
  ];
  const chosen = new Set<string>();
  for (let at = random(4); at > 0; at--) chosen.add(pick(random, [...names, ...own[tag] ?? []]));
  // An element with both is not the same in the two renderers, nor in the browser.
  if (chosen.has("value")) chosen.delete("defaultValue");
  if (chosen.has("checked")) chosen.delete("defaultChecked");
  return [...chosen].map((name) => attribute(random, name)).join("");
}

// The transform reads these as yes or no, whatever their value is.
const booleans: ReadonlySet<string> = new Set(["disabled", "checked", "required", "readOnly", "autofocus"]);

function attribute(random: Random, name: string): string {
  if (booleans.has(name)) return ` ${name}={${pick(random, ["b[0]", "b[1]", "z[0]", "z[1]", "true", "false"])}}`;
  switch (random(6)) {
    case 0:
      return ` ${name}="${pick(random, ["static", "a &amp; b", "&lt;x&gt;", "it's"])}"`;
    case 1:
      return name === "key" ? ` key={${random(9)}}` : ` ${name}`;
    case 2:
      return ` ${name}={${pick(random, ['"lit<"', "3", "true", "`t${1}`", '"a" + "b"'])}}`;
    default:
      return ` ${name}={${value(random)}}`;
  }
}

function spread(random: Random): string {
  return random(6) === 0 ? ` {...o[${random(4)}]}` : "";
}

function element(random: Random, depth: number): string {
  const kinds = depth > 3 ? 3 : 12;
  switch (random(kinds)) {
    case 0: {
      const tag = pick(random, voids);
      return `<${tag}${attributes(random, tag)}${spread(random)} />`;
    }
    case 3:
    case 4:
      return component(random, depth);
    case 5:
      return select(random);
    case 6:
      return `<textarea${
        pick(random, [` value={${pick(random, ["s[1]", "s[2]", "s[3]", "n[0]"])}}`, ' defaultValue="d&amp;"', ""])
      } rows={2} />`;
    case 7:
      return `<svg viewBox="0 0 1 1"><path d={s[1]} strokeWidth={n[${random(3)}]} /><g${
        pick(random, ["", " {...{ strokeLinecap: s[1], fillOpacity: 0.5 }}"])
      }>` +
        `<text>{s[2]}</text></g></svg>`;
    case 8:
      return `<div${attributes(random, "div")} dangerouslySetInnerHTML={{ __html: "<i>raw</i>" }} />`;
    case 9:
      return `<ul>{rows.map((r) => <li key={r.id} title={r.name}>{r.name}${children(random, depth + 2)}</li>)}</ul>`;
    case 10:
      return `<p${attributes(random, "p")} style={{ color: s[1], "--v": s[2], display: z[0], zIndex: 3 }}>{s[4]}</p>`;
    default: {
      const tag = pick(random, blocks);
      const spreads = spread(random);
      const inside = children(random, depth + 1, spreads === "" ? texts : plainTexts);
      return `<${tag}${attributes(random, tag)}${spreads}>${inside}</${tag}>`;
    }
  }
}

function component(random: Random, depth: number): string {
  const inside = children(random, depth + 1, plainTexts);
  switch (random(7)) {
    case 0:
      return `<Same>${inside}</Same>`;
    case 1:
      return `<Section key={${value(random)}}>${inside}</Section>`;
    case 2:
      return `<Titled title={${value(random)}}>${inside}</Titled>`;
    case 3:
      return `<Text text={${value(random)}} />`;
    case 4:
      return `<Many text={s[${random(6)}]} />`;
    case 5:
      return `<Nothing {...o[0]} />`;
    default:
      return `<Group text={${value(random)}}>${inside}</Group>`;
  }
}

function select(random: Random): string {
  const options = pick(random, [
    '<option value="a">A</option><option value="0">{s[2]}</option>',
    "{s.map((each) => <Choice key={each} value={each} />)}",
    '<optgroup label="g"><option value={s[1]}>x {s[4]}</option><option value={0} selected={b[1]}>y</option></optgroup>',
  ]);
  return `<select name="n"${pick(random, ["", " value={s[1]}", " value={n[0]}", ' value="a"'])}>${options}</select>`;
}

function children(random: Random, depth: number, literals = texts): string {
  const count = random(5);
  let source = "";
  for (let at = 0; at < count; at++) {
    const next = child(random, depth, literals);
    // A blank between a text and a dynamic child is kept by both transforms.
    const isText = !/[>}]$/.test(source) && source !== "";
    source += isText ? (next.startsWith("{") ? " " + next : next.startsWith("<") ? next : "") : next;
  }
  return source;
}

function child(random: Random, depth: number, literals: readonly string[]): string {
  switch (random(9)) {
    case 0:
    case 1:
      return pick(random, literals);
    case 2:
      return `{${value(random)}}`;
    case 3:
      return `{l[${random(4)}]}`;
    case 4:
      return `{${pick(random, ["b[0]", "b[1]", "z[0]", "s[0]"])} && ${element(random, depth + 1)}}`;
    case 5:
      return `{b[${random(2)}] ? ${element(random, depth + 1)} : ${
        pick(random, ["null", "s[2]", element(random, depth + 1)])
      }}`;
    case 6:
      return pick(random, ["{null}", "{undefined}", "{true}", "{1}", '{"lit"}', "{`t${1}`}", '{" "}']);
    default:
      return element(random, depth);
  }
}
