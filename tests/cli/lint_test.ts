import { match, strictEqual } from "node:assert";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp, finished } from "./app_fixture.ts";

Deno.test("deno lint in a new app reports what the JSX transform gets wrong", async () => {
  const app = await createApp();
  try {
    const before = await finished(app.deno(["lint"]));
    strictEqual(before.code, 0, before.output);
    writeFileSync(join(app.root, "app/pages/total.tsx"), "export const view = () => <p>Total:&nbsp;</p>;\n");
    const { code, output } = await finished(app.deno(["lint"]));
    strictEqual(code, 1, output);
    match(output, /rally\/no-lost-blank[^]*total\.tsx:1:36[^]*hint: Leave the blank out/);
  } finally {
    app.remove();
  }
});
