import { deepStrictEqual, match, strictEqual } from "node:assert";
import { checkExports, publicNames } from "./check_exports.ts";

const packages = [{ name: "@rally/rally", configFile: "deno.json", exports: { ".": "mod.ts", "./db": "db/mod.ts" } }];
const files = [
  { path: "mod.ts", text: 'export { b } from "./b.ts";\nexport type { C } from "./b.ts";\nexport function a() {}' },
  {
    path: "db/mod.ts",
    text: "export interface D {}\nexport const e = 1, f = 2;\nexport class G {}\nconst hidden = 1;",
  },
];

Deno.test("publicNames lists what each entry point exports, types marked", () => {
  deepStrictEqual(publicNames(files, packages), {
    "@rally/rally": ["a", "b", "type C"],
    "@rally/rally/db": ["G", "e", "f", "type D"],
  });
});

Deno.test("checkExports tells every added and removed name", () => {
  const [problem, ...others] = checkExports(
    { "@rally/rally": ["a", "type C", "z"], "@rally/rally/db": ["G", "e", "f", "type D"] },
    files,
    packages,
  );
  strictEqual(others.length, 0);
  match(problem.message, /^exports: got -z \+b in "@rally\/rally"/);
});

Deno.test("checkExports refuses export * in any file", () => {
  const [problem] = checkExports({}, [{ path: "db/all.ts", text: '\nexport * from "./a.ts";' }], []);
  deepStrictEqual([problem.file, problem.line, problem.message], [
    "db/all.ts",
    2,
    "exports: got export *, expected a list of names",
  ]);
});
