import { match, ok, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createApp, finished } from "./app_fixture.ts";
import { golden, transcript } from "./golden.ts";

Deno.test("token makes tokens that are shown once, lists and revokes them", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const masked = (text: string) =>
    text.replaceAll(/rally_[\w-]{43}/g, "rally_SECRET").replaceAll(/\b[0-9a-f]{12}\b/g, "ID").replaceAll(
      /\d{4}-\d\d-\d\d/g,
      "DATE",
    );
  const scope = "/,/#sign";
  const created = await transcript(["token", "create", "--user", "ada", "--scope", scope, "--name", "ci"], place);
  const list = await transcript(["token", "list"], place);
  const id = /\b[0-9a-f]{12}\b/.exec(list)![0];
  const texts = [
    created,
    list,
    await transcript(["token", "revoke", id], place),
    await transcript(["token", "revoke", id], place),
    await transcript(["token", "list"], place),
    await transcript(["token"], place),
    await transcript(["token", "make"], place),
    await transcript(["token", "revoke"], place),
    await transcript(["token", "create", "--scope", "*"], place),
    await transcript(["token", "create", "--user", "ada"], place),
    await transcript(["token", "create", "--user", "ada", "--scope", "games"], place),
    await transcript(["token", "create", "--user", "ada", "--scope", "*", "--days", "soon"], place),
  ];
  golden("token", masked(texts.join("\n")));
  app.remove();
});

Deno.test("openapi prints the document, and client writes a client", async () => {
  const app = await createApp();
  match(await transcript(["openapi"], { directory: app.root }), /not up to date/);
  strictEqual((await finished(app.task("gen"))).code, 0);
  const { code, output } = await finished(app.task("openapi"));
  strictEqual(code, 0, output);
  const document = JSON.parse(output.slice(output.indexOf("{")));
  strictEqual(document.info.title, "app");
  ok(document.paths["/_rally/api:sign"], output);
  golden("client", await transcript(["client", "--out", "sdk"], { directory: app.root }));
  match(readFileSync(join(app.root, "sdk/client.ts"), "utf8"), /export function createClient/);
  strictEqual((await finished(app.deno(["check", "sdk"]))).code, 0);
  golden("client_refusals", await transcript(["client"], { directory: app.root }));
  app.remove();
});
