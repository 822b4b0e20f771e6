import { deepStrictEqual } from "node:assert";
import { posix } from "node:path";
import { type Chain, findChains } from "./import_chain.ts";
import { readModuleNames } from "./module_names.ts";

/** The chains from the page's `view` to `db.ts`, in an app of the given files. */
function chains(files: Readonly<Record<string, string>>): Chain[] {
  const resolve = (file: string, specifier: string) => posix.join(posix.dirname(file), specifier);
  const graph = {
    names: (file: string) => file in files ? readModuleNames(file, files[file]) : undefined,
    resolve,
    imports: (): string[] => [],
  };
  return findChains(graph, [{ file: "page.tsx", name: "view" }], (file) => file === "db.ts");
}

function paths(files: Readonly<Record<string, string>>): string[] {
  return chains(files).map((chain) => chain.files.join(" "));
}

Deno.test("findChains() follows names through helpers, renamings and barrels", () => {
  const found = chains({
    "page.tsx": `import { title as heading } from "./barrel.ts";\nconst a = heading;\nexport const view = () => a();`,
    "barrel.ts": `export * from "./other.ts";\nexport { made as title } from "./helper.ts";`,
    "other.ts": `export const title2 = 1;`,
    "helper.ts": `import * as db from "./db.ts";\nconst made = () => db.get();\nexport { made };`,
  });
  deepStrictEqual(found, [{
    files: ["page.tsx", "barrel.ts", "helper.ts", "db.ts"],
    names: ["view", "a", "heading"],
    importOffset: 0,
    useOffset: 58,
  }]);
});

Deno.test("findChains() leaves out what the page does not use", () => {
  const helper = `import { get } from "./db.ts"; export const shout = () => 1; export const title = () => get();`;
  const page = (text: string) => paths({ "page.tsx": text, "helper.ts": helper });
  deepStrictEqual(page(`import { shout, title } from "./helper.ts"; export const view = () => shout(); title;`), [
    "page.tsx helper.ts db.ts",
  ]);
  deepStrictEqual(
    page(`import { shout, title } from "./helper.ts"; export const view = () => shout(); const load = () => title();`),
    [],
  );
  deepStrictEqual(page(`import * as all from "./helper.ts"; export const view = () => all.shout();`), []);
  deepStrictEqual(page(`import * as all from "./helper.ts"; export const view = () => f(all);`).length, 1);
  deepStrictEqual(page(`import type { title } from "./helper.ts"; export const view = (x: typeof title) => x;`), []);
});

Deno.test("findChains() sees local names before those of the module", () => {
  const page = (text: string) => paths({ "page.tsx": `import { get } from "./db.ts"; export const view = ${text}` });
  deepStrictEqual(page("(get: number) => get;"), []);
  deepStrictEqual(page("() => { for (const [get] of []) get(); };"), []);
  deepStrictEqual(page("() => ({ get: 1 }).get;"), []);
  deepStrictEqual(page("() => <p get={1} />;"), []);
  deepStrictEqual(page("() => ((get) => get)(get);"), ["page.tsx db.ts"]);
  deepStrictEqual(page("() => ({ get });"), ["page.tsx db.ts"]);
  deepStrictEqual(page("() => <p title={get()} />;"), ["page.tsx db.ts"]);
});

Deno.test("findChains() follows dynamic imports, default exports and modules that run code", () => {
  const db = `import { get } from "./db.ts";`;
  const helper = (page: string, text: string) => paths({ "page.tsx": page, "helper.ts": text });
  deepStrictEqual(helper(`export const view = () => import("./helper.ts");`, `${db} export const a = get;`).length, 1);
  deepStrictEqual(
    helper(`import a from "./helper.ts"; export const view = a;`, `${db} export default get();`).length,
    1,
  );
  deepStrictEqual(
    helper(`import A from "./helper.ts"; export const view = A;`, `${db} export default class { x = get; }`).length,
    1,
  );
  deepStrictEqual(
    helper(`import { a } from "./helper.ts"; export const view = a;`, `${db} get(); export const a = 1;`),
    [
      "page.tsx helper.ts db.ts",
    ],
  );
});

Deno.test("findChains() ends in cycles and names each importing file once", () => {
  deepStrictEqual(
    paths({
      "page.tsx": `import { a } from "./a.ts"; import { b } from "./b.ts"; export const view = () => a + b;`,
      "a.ts":
        `import { b } from "./b.ts"; import { get } from "./db.ts"; export * from "./b.ts"; export const a = [b, get];`,
      "b.ts":
        `import { a } from "./a.ts"; import { get, set } from "./db.ts"; export * from "./a.ts"; export const b = [a, get, set];`,
    }),
    ["page.tsx a.ts db.ts", "page.tsx b.ts db.ts"],
  );
});
