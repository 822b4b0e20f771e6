/**
 * Makes views at random: everything that the transform treats in a way of its own, with every kind of value that a
 * model can hold.
 *
 * Left out are the faults of the transform that no run time can mend: a blank before a closing tag, characters to be
 * escaped in a literal among several children of a component, one attribute under two names (these are lint rules, see
 * `lint/`), and an empty fragment in a fragment, which becomes `React.Fragment`.
 *
 * @module
 */
import { type Branch, element, expression, fragment, leaf, type View } from "./view.ts";

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

/** One view. */
export function randomView(random: Random): Branch {
  return node(random, 0);
}

/** What the sources of the views name: values as they come from a model (all frozen), and components. */
export const preamble = `
function frozen(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
const s = frozen(["", "a", "a<b>&\\"'c", "  blank  ", "é\\n", "0", "</script><script>alert(1)</script>",
  "</style><b>", "</textarea><i>", "<!--", "--><b>", "]]>", "\\"><img src=x onerror=alert(1)>", "' onload='x",
  "&amp;&lt;", "&#x3c", "\\u0000x", "\\r\\ny", "\\ud800", "javascript:void(0)", "\\n\\nfirst", "\`$\{x}", "/a?b=1&c=2"]);
const n = [0, -1, 1.5, 12n, NaN, Infinity, -0, 1e21];
const b = [true, false];
const z = [null, undefined, false, true];
const l = frozen([["x<", 1, null, [true, "y&", [2n]]], [], ["one"], [[["deep<"]]], [undefined, false, 0, ""]]);
const o = frozen([
  { className: "c&", tabIndex: 2, "data-y": "<", hidden: true, title: undefined },
  { htmlFor: "f", "aria-hidden": false, lang: "de", id: null },
  { style: { color: "red", "--v": "<", top: null, zIndex: 3 }, readOnly: true, key: "k" },
  {},
  { children: "x<", draggable: true, spellCheck: false, "data-x": 0 },
  { class: "\\"><b>", contentEditable: "true", xlinkHref: "#a", defaultValue: "d" },
]);
const styles = frozen([
  { color: "red", "--v": "</style>", display: null, zIndex: 3 },
  { WebkitLineClamp: 2, opacity: 0, content: '"<"' },
  { background: "url(\\"x\\");}</style>", margin: "", gridRow: 1 },
  {},
]);
const rows = frozen([{ id: 1, name: "r<1" }, { id: 2, name: "" }, { id: 3, name: "r3" }]);
const Same = (p) => p.children;
const Section = (p) => <section class="w">{p.children}</section>;
const Titled = (p) => <div title={p.title}>{p.children}<hr /></div>;
const Text = (p) => p.text;
const Many = (p) => ["<", <b key="b">{p.text}</b>, [p.text, 1]];
const Nothing = () => null;
const Group = (p) => <><i>{p.text}</i>{p.children}</>;
const Choice = (p) => <option value={p.value}>{p.value}</option>;
`;

// How many of each there are in the preamble.
const sizes = { s: 23, n: 8, b: 2, z: 4, l: 5, o: 6, styles: 4 } as const;

const blocks = ["div", "p", "ul", "section", "span", "em", "label", "pre", "my-box", "a", "button", "form", "details"];
const voids = ["br", "hr", "img", "input"];
const texts = [
  "word",
  "two words",
  "a &amp; b",
  "x &lt; y",
  "&quot;q&quot;",
  "1",
  "it's",
  "line\n      two",
  "a&nbsp;b",
];
const plainTexts = ["word", "two words", "1"];

const anywhere = (
  "id title className class tabIndex hidden data-x aria-label aria-hidden role key lang dir accessKey autoCapitalize " +
  "contentEditable draggable spellCheck enterKeyHint inputMode itemProp itemScope part slot translate popover inert"
).split(" ");

const ofElement: Readonly<Record<string, string>> = {
  a: "href hrefLang target rel download referrerPolicy",
  button: "disabled autofocus value type formAction formNoValidate popoverTarget name",
  details: "open name",
  form: "acceptCharset action autoComplete encType method noValidate",
  iframe: "src srcDoc allowFullScreen loading sandbox",
  img: "src alt srcSet sizes crossOrigin decoding loading useMap isMap",
  input: "disabled checked required readOnly value maxLength minLength defaultValue defaultChecked multiple " +
    "autoComplete list max min pattern placeholder size step type",
  label: "htmlFor",
  link: "rel href hrefLang imageSrcSet",
  meta: "httpEquiv content charSet name",
  ol: "start reversed",
  script: "src async defer noModule type crossOrigin integrity",
  td: "colSpan rowSpan headers",
  time: "dateTime",
  video: "autoPlay controls loop muted playsInline poster preload src",
};

const svgAttributes = (
  "strokeWidth strokeLinecap strokeDasharray strokeOpacity fill fillOpacity fillRule clipPath clipRule fontSize " +
  "fontFamily textAnchor dominantBaseline stopColor stopOpacity floodColor letterSpacing markerEnd vectorEffect " +
  "pointerEvents paintOrder shapeRendering colorInterpolation xlinkHref transform opacity viewBox className id " +
  "gradientUnits gradientTransform preserveAspectRatio patternUnits stdDeviation pathLength x y width d"
).split(" ");

const mathAttributes = ["mathvariant", "displaystyle", "mathcolor", "linethickness", "className", "id", "dir"];

// The transform reads these as yes or no, whatever their value is.
const booleans: ReadonlySet<string> = new Set(
  ("disabled checked required readOnly autofocus multiple inert itemScope open formNoValidate noValidate defaultChecked " +
    "allowFullScreen autoPlay controls loop muted playsInline reversed async defer noModule isMap").split(" "),
);

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)]!;
}

function item(random: Random, name: keyof typeof sizes): string {
  return `${name}[${random(sizes[name])}]`;
}

function value(random: Random): string {
  return item(random, pick(random, ["s", "s", "s", "s", "n", "b", "z"]));
}

function attributes(random: Random, tag: string): string[] {
  return someOf(random, [...anywhere, ...ofElement[tag]?.split(" ") ?? [], ...ofElement[tag]?.split(" ") ?? []]);
}

function someOf(random: Random, names: readonly string[]): string[] {
  const chosen = new Set<string>();
  for (let at = random(5); at > 0; at--) chosen.add(pick(random, names));
  // One attribute under two names is not the same in the two renderings, nor in the browser.
  if (chosen.has("value")) chosen.delete("defaultValue");
  if (chosen.has("checked")) chosen.delete("defaultChecked");
  if (chosen.has("class")) chosen.delete("className");
  return [...chosen].map((name) => attribute(random, name));
}

function attribute(random: Random, name: string): string {
  if (booleans.has(name)) return `${name}={${pick(random, ["b[0]", "b[1]", "z[0]", "z[1]", "true", "false"])}}`;
  switch (random(6)) {
    case 0:
      return `${name}="${pick(random, ["static", "a &amp; b", "&lt;x&gt;", "it's", ""])}"`;
    case 1:
      return name === "key" ? `key={${random(9)}}` : name;
    case 2:
      return `${name}={${pick(random, ['"lit<"', "3", "true", "`t${1}`", '"a" + "b"', "'\"'"])}}`;
    default:
      return `${name}={${value(random)}}`;
  }
}

function style(random: Random): string {
  return pick(random, [
    `style={${item(random, "styles")}}`,
    'style="color:red"',
    "style={{ color: s[1], zIndex: n[0] }}",
  ]);
}

// No children: a void element holds none.
const spreadsOfVoids = ["o[0]", "o[1]", "o[2]", "o[3]", "o[5]"];
const spreads = [...spreadsOfVoids, "o[4]"];

function withSpread(random: Random, attributes: readonly string[], names: readonly string[]): string[] {
  if (random(6) !== 0) return [...attributes];
  // The spread may bring the same attributes under their other names.
  const own = attributes.filter((source) => !/^(?:class|className|value|defaultValue|href)\b/.test(source));
  return [...own, `{...${pick(random, names)}}`];
}

function node(random: Random, depth: number): Branch {
  switch (random(depth > 3 ? 3 : 18)) {
    case 0: {
      const tag = pick(random, voids);
      return leaf(tag, withSpread(random, attributes(random, tag), spreadsOfVoids));
    }
    case 3:
    case 4:
      return component(random, depth);
    case 5:
      return select(random);
    case 6:
      return textarea(random);
    case 7:
    case 8:
      return svg(random);
    case 9:
      return element("math", [], [
        element("mi", someOf(random, mathAttributes), [`{${item(random, "s")}}`]),
        element("mfrac", someOf(random, mathAttributes), ["<mn>1</mn>", `<mn>{${item(random, "n")}}</mn>`]),
      ]);
    case 10:
      return leaf("div", [...attributes(random, "div"), 'dangerouslySetInnerHTML={{ __html: "<i>raw</i>" }}']);
    case 11:
      return element("ul", [], [
        expression(
          "{rows.map((r) => <li key={r.id} title={r.name}>",
          ["{r.name}", ...children(random, depth + 2)],
          "</li>)}",
        ),
      ]);
    case 12:
      return element("p", [...attributes(random, "p"), style(random)], [`{${item(random, "s")}}`]);
    case 13: {
      const tag = pick(random, ["script", "style", "title", "iframe", "noscript"]);
      return element(tag, attributes(random, tag), pick(random, [[`{${item(random, "s")}}`], ["word"], []]));
    }
    case 14: {
      const tag = pick(random, ["link", "meta", "video", "time", "ol"]);
      const isVoid = tag === "link" || tag === "meta";
      return isVoid ? leaf(tag, attributes(random, tag)) : element(tag, attributes(random, tag), []);
    }
    case 15: {
      const cells = Array.from(
        { length: 1 + random(3) },
        () => element("td", attributes(random, "td"), children(random, depth + 3)),
      );
      return element("table", [], [element("tbody", [], [element("tr", attributes(random, "tr"), cells)])]);
    }
    case 16:
      return fragment([node(random, depth + 1), ...children(random, depth + 1)]);
    default: {
      const tag = pick(random, blocks);
      const props = withSpread(random, attributes(random, tag), spreads);
      const hasSpread = props.some((source) => source.startsWith("{..."));
      return element(tag, props, children(random, depth + 1, hasSpread ? plainTexts : texts));
    }
  }
}

function component(random: Random, depth: number): Branch {
  const inside = children(random, depth + 1, plainTexts);
  switch (random(7)) {
    case 0:
      return element("Same", [], inside);
    case 1:
      return element("Section", [`key={${value(random)}}`], inside);
    case 2:
      return element("Titled", [`title={${value(random)}}`], inside);
    case 3:
      return leaf("Text", [`text={${value(random)}}`]);
    case 4:
      return leaf("Many", [`text={${item(random, "s")}}`]);
    case 5:
      return leaf("Nothing", [`{...${item(random, "o")}}`]);
    default:
      return element("Group", [`text={${value(random)}}`], inside);
  }
}

function select(random: Random): Branch {
  const options: readonly View[] = pick(random, [
    [element("option", ['value="a"'], ["A"]), element("option", ['value="0"'], ["{s[2]}"])],
    ["{s.slice(0, 6).map((each) => <Choice key={each} value={each} />)}"],
    [element("optgroup", ['label="g"'], [
      element("option", ["value={s[1]}"], ["x", "{s[4]}"]),
      element("option", ["value={0}", "selected={b[1]}"], ["y"]),
    ])],
  ]);
  const chosen = pick(random, [[], ["value={s[1]}"], ["value={n[0]}"], ['value="a"'], [
    `value={${item(random, "z")}}`,
  ]]);
  return element("select", ['name="n"', ...chosen, ...attributes(random, "select")], options);
}

function textarea(random: Random): Branch {
  const content = pick(random, [[`value={${item(random, "s")}}`], ["value={n[0]}"], ['defaultValue="d&amp;"'], []]);
  return leaf("textarea", [...content, "rows={2}", ...attributes(random, "textarea")]);
}

function svg(random: Random): Branch {
  const shape = () =>
    leaf(pick(random, ["path", "circle", "use", "linearGradient", "feGaussianBlur"]), someOf(random, svgAttributes));
  return element("svg", someOf(random, svgAttributes), [
    shape(),
    element("g", [
      ...someOf(random, svgAttributes),
      ...pick(random, [[], ["{...{ strokeLinecap: s[1], fillOpacity: 0.5 }}"]]),
    ], [
      shape(),
      element("text", someOf(random, svgAttributes), [`{${item(random, "s")}}`]),
      ...(random(3) === 0 ? [element("foreignObject", [], [element("p", attributes(random, "p"), ["word"])])] : []),
    ]),
  ]);
}

function children(random: Random, depth: number, literals = texts): View[] {
  return Array.from({ length: random(5) }, () => child(random, depth, literals));
}

function child(random: Random, depth: number, literals: readonly string[]): View {
  switch (random(9)) {
    case 0:
    case 1:
      return pick(random, literals);
    case 2:
      return `{${value(random)}}`;
    case 3:
      return `{${item(random, "l")}}`;
    case 4:
      return expression(`{${pick(random, ["b[0]", "b[1]", "z[0]", "s[0]"])} && `, [node(random, depth + 1)], "}");
    case 5:
      return expression(
        `{b[${random(2)}] ? `,
        [node(random, depth + 1)],
        ` : ${pick(random, ["null", "s[2]", "l[0]"])}}`,
      );
    case 6:
      return pick(random, ["{null}", "{undefined}", "{true}", "{1}", '{"lit"}', "{`t${1}`}", '{" "}']);
    default:
      return node(random, depth);
  }
}
