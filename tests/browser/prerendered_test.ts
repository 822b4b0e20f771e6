import { strictEqual } from "node:assert";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp, finished } from "../cli/app_fixture.ts";
import { launched } from "./harness.ts";
import { openVisitor } from "./visitor.ts";

const layout = `import type { Send, View } from "@rally/rally";
type Msg = { type: "toggled" };
export const init = (): [boolean, []] => [false, []];
export const update = (open: boolean, _msg: Msg): [boolean, []] => [!open, []];
export const view = (open: boolean, send: Send<Msg>, children: View) => (
  <section>
    <button type="button" onClick={send({ type: "toggled" })}>{open ? "Close" : "Open"}</button>
    {children}
  </section>
);
`;

Deno.test({
  name: "a client layout around a page that the build has rendered comes alive, under its policy without a nonce",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const app = await createApp();
    const folder = join(app.root, "app/pages/docs");
    mkdirSync(folder);
    writeFileSync(join(folder, "layout.tsx"), layout);
    writeFileSync(join(folder, "index.tsx"), "export const view = () => <p>The documents.</p>;\n");
    strictEqual((await finished(app.task("build", { args: ["--prerender"] }))).code, 0);
    const start = app.task("start", { env: { PORT: "0" } });
    const [, origin = ""] = await start.waitFor(/Listening on (\S+)/);
    const visitor = await openVisitor(await launched(), origin);
    try {
      const response = await visitor.go("/docs");
      strictEqual(response?.headers()["content-security-policy"]?.includes("script-src 'self';"), true);
      await visitor.page.getByRole("button", { name: "Open" }).click();
      await visitor.page.getByRole("button", { name: "Close" }).waitFor();
      visitor.requireNoProblem();
    } finally {
      await visitor.close();
      start.signal("SIGTERM");
      await start.exit;
      app.remove();
    }
  },
});
