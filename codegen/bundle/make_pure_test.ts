import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { LightContracts } from "./light_contract.ts";
import { makePure } from "./make_pure.ts";

const contracts: LightContracts = {
  isRally: (specifier) => specifier === "@rally/rally",
  spec: (kind, path) => path === "/unknown" ? undefined : `{ "${kind}": "${path}" }`,
};

function pure(text: string, file = "app/pages/index.tsx"): string {
  return makePure(file, text, { contracts }).text;
}

Deno.test("makePure() wraps an initialiser that may run code", () => {
  strictEqual(pure("const a = f(1);"), "const a = /* @__PURE__ */ (() => (f(1)))();");
  strictEqual(pure("export let a = b // why"), "export let a = /* @__PURE__ */ (() => (b))() // why");
  strictEqual(pure("export default f(1);"), "export default /* @__PURE__ */ (() => (f(1)))();");
});

Deno.test("makePure() leaves quiet code alone", () => {
  const quiet = [
    `const a = 1, b = -1, c = "x", d = [1, { e: null, f() { return g(); } }], h = undefined, i = /x/;`,
    "const f = () => g(), h = function () { g(); }, i = class { x = g(); };",
    "export function f() { return g(); }",
    "export default view;",
    "export class A<T> implements B { static readonly x = 1; y = g(); }",
    `enum E { A, B = "b", C = A << 1 }`,
    "declare const a: string; declare class B extends C {}",
    "interface A { b: string } type C = A;",
    "if (a) b();",
  ].join("\n");
  strictEqual(pure(quiet), quiet);
});

Deno.test("makePure() keeps what a module exports", async () => {
  const text = `
    const source = () => ({ a: 1, b: { c: [2, 3] }, e: 4, f: 5 });
    export const { a, b: { c: [, renamed = 9] }, missing = 7, ...rest } = source(), next = a + 1;
    export const [first, ...others] = [a, renamed, rest.e];
    class Base { static kind = source().a; }
    export class Sub extends Base { static extra = Sub.kind + 1; }
    export default class Named extends Sub {}
    export enum Size { Small = source().a, Large = Small * 10 }
    export const made = new Sub(), template = \`\${first}\`, spread = { ...rest }, late = (() => Named.extra)();
  `;
  const [original, changed] = await Promise.all([text, pure(text, "values.ts")].map(importText));
  ok(pure(text).includes("(() => rally$"), "nothing was changed");
  const plain = (module: Record<string, unknown>) =>
    Object.entries(module).map(([name, value]) => [name, typeof value === "function" ? Object.entries(value) : value])
      .filter(([name]) => !String(name).startsWith("rally$"));
  deepStrictEqual(JSON.stringify(plain(changed)), JSON.stringify(plain(original)));
  strictEqual(plain(changed).length, 14);
});

Deno.test("makePure() keeps the number of every line", () => {
  const text = [
    `import { page, topic as channel } from "@rally/rally";`,
    "export const contract = page(",
    `  "/games/:id",`,
    "  {",
    "    data: z.object({",
    "      id: z.int(),",
    "    }),",
    "  }, // trailing",
    ");",
    "export const { a,",
    "  b } = f(",
    ");",
    "export class A extends B {",
    "}",
    `const t = channel("t", {`,
    "  event: z.int(),",
    "});",
    "const last = Deno.cwd();",
  ];
  const changed = pure(text.join("\n")).split("\n");
  for (const line of [0, 2, 11, 17]) ok(changed[line].includes(text[line].slice(-6, -1)), `line ${line + 1}`);
  ok(changed[7].includes("// trailing"));
  ok(changed[12].endsWith("class A extends B {"));
  ok(changed[14].includes(`channel("t", {}`));
  strictEqual(changed.length, text.length + 1, "one line more: the import of Deno");
});

Deno.test("makePure() makes contracts light wherever they stand", () => {
  const imports = `import { page as p, layout } from "@rally/rally"; import * as rally from "@rally/rally";\n`;
  const second = (call: string) => pure(`${imports}function f() { return ${call}; }`).split("return ")[1];
  strictEqual(second(`p("/", { data })`), `p("/", { "page": "/" }); }`);
  strictEqual(second(`rally.layout("/a", { data })`), `rally.layout("/a", { "layout": "/a" }); }`);
  strictEqual(second(`rally.topic("t", { event: z.int(), authorize() { return db; } })`), `rally.topic("t", {}); }`);
  strictEqual(second(`p(path, spec)`), `p(path, { "page": "undefined" }); }`);
  strictEqual(second(`p("/unknown", { data })`), `p("/unknown", { data }); }`, "unknown to the build");
  strictEqual(second(`page("/", { data })`), `page("/", { data }); }`, "another page()");
});

Deno.test("makePure() reports bare imports and top-level await with their places", () => {
  const module = makePure(
    "a.ts",
    `import "./b.ts";\nimport c from "./c.ts";\nconst f = async () => await c;\n  const d = await c, e = g();`,
    { contracts },
  );
  deepStrictEqual(module.bareImports, [{ specifier: "./b.ts", position: { line: 1, column: 1 } }]);
  deepStrictEqual(module.topLevelAwait, { line: 4, column: 13 });
  ok(module.text.includes("d = await c, e = g()"), "an await must not get into an arrow");
  strictEqual(makePure("a.ts", "await using a = b();", { contracts }).topLevelAwait?.column, 1);
  strictEqual(makePure("a.ts", "using a = b();", { contracts }).topLevelAwait, undefined);
});

Deno.test("makePure() imports the server's globals unless the module declares them", () => {
  const lines = (text: string) => pure(text, "a.ts").split("\n").slice(1);
  deepStrictEqual(lines("f(Deno, process)"), [
    `import { Deno } from "rally-global:Deno:a.ts";`,
    `import { process } from "rally-global:process:a.ts";`,
  ]);
  deepStrictEqual(lines("function process() { return 1; }"), []);
  deepStrictEqual(lines(`import { process } from "./steps.ts"; process();`), []);
});

Deno.test("makePure() keeps the effects of browser modules, but not their contracts", () => {
  const text = `import { topic } from "@rally/rally"; const a = f(); const t = topic("t", { event });`;
  const changed = makePure("a.client.ts", text, { contracts, keepEffects: true }).text;
  strictEqual(changed, `import { topic } from "@rally/rally"; const a = f(); const t = topic("t", {});`);
});

Deno.test("makePure() gives back what does not parse", () => {
  const text = "export const a = f(;";
  strictEqual(pure(text), text);
});

async function importText(text: string): Promise<Record<string, unknown>> {
  return await import(`data:application/typescript,${encodeURIComponent(text)}`);
}
