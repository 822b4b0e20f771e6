import { deepStrictEqual, ok } from "node:assert";
import { renderBoth } from "../tests/oracle/render.ts";
import { differences } from "../tests/oracle/trees.ts";
import plugin from "./mod.ts";

/** What is wrong, by rule. Each of them is another page on the server than in the browser. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  "no-lost-blank": [
    "<p>a </p>",
    "<p>a&nbsp;</p>",
    "<p>a&#160;\n</p>",
    "<p>{s[1]} </p>",
    "<p>a<b></b> </p>",
    "<Same>a </Same>",
    "<p {...o[3]}>&emsp;</p>",
  ],
  "no-escaped-literal": [
    '<Same>{"a<b"} <b></b></Same>',
    "<Same>{'a&b`${}'}{s[1]}</Same>",
    "<p {...o[3]}>{'\"'}{1}</p>",
    '<select><option>{"<"}{s[1]}</option></select>',
    '<Same><><i></i>{"a<b"}c</></Same>',
  ],
};

/** What is right, though it looks much the same. */
const right = [
  "<p>a</p>",
  "<p>{s[1]}{' '}</p>",
  "<p> a{s[1]} b</p>",
  "<p>\n  a\n  </p>",
  "<Same>{s[1]} </Same>",
  "<>a </>",
  '<p>{"a<b"} {s[1]}</p>',
  '<Same>{"a<b"}</Same>',
  "<Same>a &lt; b {s[1]}</Same>",
  "<Same>{`a<b`}{s[1]}</Same>",
  '<Same><p>{"a<b"}{s[1]}</p><b></b></Same>',
  '<p class="a" id="class"></p>',
  '<Group text="a"><i></i></Group>',
];

for (const [rule, views] of Object.entries(wrong)) {
  Deno.test(`rally/${rule} reports what the transform gets wrong, and its fix mends it`, async () => {
    for (const [at, { own, oracle }] of (await renderBoth(views)).entries()) {
      ok(differences(own, oracle).length > 0, `${views[at]} is the same page on both sides`);
      deepStrictEqual(rulesOf(views[at]!), [`rally/${rule}`], views[at]);
    }
    const mended = views.map(fixed);
    for (const [at, { own, oracle }] of (await renderBoth(mended)).entries()) {
      deepStrictEqual(differences(own, oracle), [], mended[at]);
      deepStrictEqual(rulesOf(mended[at]!), [], mended[at]);
    }
  });
}

// Both renderers for servers take the first one, and Preact in the browser the last.
Deno.test("rally/no-attribute-twice reports one attribute under two names", () => {
  for (const view of ['<p class="a" className="b"></p>', "<label for={s[1]} htmlFor={s[2]}></label>"]) {
    deepStrictEqual(rulesOf(view), ["rally/no-attribute-twice"]);
  }
});

Deno.test("rally/no-forgotten-await reports a query whose promise is dropped, and nothing else", () => {
  const handler = (statement: string, from = "./sql/queries.ts") =>
    `import { addNote as add } from "${from}";\nexport async function save(db) {\n  ${statement}\n}\n`;
  for (const statement of ["add(db);", "db && add(db);", "db ? add(db) : await add(db);", "() => { add(db); };"]) {
    const found = diagnostics(handler(statement));
    deepStrictEqual(found.map(({ id, hint }) => [id, hint]), [["rally/no-forgotten-await", "Put `await` before it"]]);
    deepStrictEqual(diagnostics(handler(statement, "../queries.ts")), []);
  }
  for (
    const statement of [
      "await add(db);",
      "return add(db);",
      "const saved = add(db);",
      "void add(db);",
      "() => add(db);",
    ]
  ) {
    deepStrictEqual(diagnostics(handler(statement)), [], statement);
  }
});

Deno.test("rally/no-inline-lazy reports a view that is another one each time", () => {
  for (
    const view of [
      "lazy((row) => row, 1, send)",
      "<p>{lazy(function () {}, 1, send)}</p>",
      "lazyList((row) => row, [], send, id)",
    ]
  ) {
    deepStrictEqual(rulesOf(view), ["rally/no-inline-lazy"]);
  }
  for (const view of ["lazy(row, 1, send)", 'lazy(() => import("./x.ts"))', "z.lazy(() => a, b, c)"]) {
    deepStrictEqual(rulesOf(view), []);
  }
});

Deno.test("the rules of rally leave alone what is the same page on both sides", async () => {
  for (const [at, { own, oracle }] of (await renderBoth(right)).entries()) {
    deepStrictEqual(differences(own, oracle), [], right[at]);
    deepStrictEqual(rulesOf(right[at]!), [], right[at]);
  }
});

function rulesOf(view: string): string[] {
  return diagnostics(view).map(({ id }) => id);
}

function diagnostics(view: string): Deno.lint.Diagnostic[] {
  return Deno.lint.runPlugin(plugin, "view.tsx", view);
}

function fixed(view: string): string {
  return diagnostics(view).flatMap(({ fix }) => fix ?? []).reduceRight(
    (text, { range, text: fixedText }) => text.slice(0, range[0]) + fixedText + text.slice(range[1]),
    view,
  );
}
