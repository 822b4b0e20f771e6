import { rejects } from "node:assert";
import { startApp } from "./running_app.ts";

Deno.test("startApp() tells what a server has printed that ended before it was asked to", async () => {
  const app = await startApp({ template: "minimal" });
  await app.kill();
  await rejects(app.kill(), /^Error: Cannot end the app: its server has ended before\n[^]*Listening on/);
  await rejects(app.stop(), /its server has ended before\n[^]*Listening on/);
});
