import { deepStrictEqual } from "node:assert";
import house from "./mod.ts";

const comment = "/** What it is for. */\n";

/** By rule: code that is wrong, and code that is right, as `[code, file]`. */
const examples: Readonly<Record<string, { wrong: readonly string[]; right: readonly string[]; file?: string }>> = {
  "error-message": {
    wrong: [
      `${comment}throw new Error("bad thing");`,
      `${comment}throw new TypeError(\`Cannot read "\${x}": got y.\`);`,
      `${comment}throw new Error("The file can't be read");`,
    ],
    right: [
      `${comment}throw new Error("Cannot read x: got y, expected z");`,
      `${comment}throw new MigrationError("001.sql", "syntax");`,
      `${comment}throw new Error(\`\${file}: got y\`);`,
    ],
  },
  "hash-private": {
    wrong: [`${comment}class A { private x = 1; }`, `${comment}class A { private f() {} }`],
    right: [`${comment}class A { #x = 1; }`],
  },
  "module-comment": {
    wrong: ["export const x = 1;", "// A line.\nexport const x = 1;"],
    right: [`${comment}export const x = 1;`, `// deno-lint-ignore-file no-explicit-any -- why\n${comment}const x = 1;`],
  },
  "no-sleep": {
    wrong: ["await new Promise((resolve) => setTimeout(resolve, 50));"],
    right: ["setTimeout(work, 50);"],
    file: "x_test.ts",
  },
  "top-level-function": {
    wrong: [`${comment}const f = () => { work(); };`, `${comment}export const f = async () => { await work(); };`],
    right: [
      `${comment}const f = () => work();`,
      `${comment}export const load: Load = async () => { await work(); };`,
      `${comment}function g() { const f = () => { work(); }; }`,
    ],
  },
};

for (const [rule, { wrong, right, file = "x.ts" }] of Object.entries(examples)) {
  Deno.test(`house/${rule} reports what is wrong and leaves alone what is right`, () => {
    for (const code of wrong) deepStrictEqual(rulesOf(file, code), [`house/${rule}`], code);
    for (const code of right) deepStrictEqual(rulesOf(file, code), [], code);
  });
}

function rulesOf(file: string, code: string): string[] {
  return Deno.lint.runPlugin(house, file, code).map(({ id }) => id);
}
