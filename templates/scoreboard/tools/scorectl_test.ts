/** The scoreboard from a terminal, while somebody looks at it in a browser. */
import { testApp } from "@rally/rally/testing";
import { deepStrictEqual, strictEqual } from "node:assert";
import { app as table } from "../generated/app.ts";
import { createClient } from "./client/client.ts";
import { scorectl } from "./scorectl.ts";

/** The tool with a token of somebody, over the app of the test. */
function toolOf(app: ReturnType<typeof testApp>, token?: string) {
  const url = "http://localhost";
  const client = createClient({ url, token, fetch: (to, init) => app.request(String(to).slice(url.length), init) });
  return async (...args: string[]) => {
    const lines: string[] = [];
    const code = await scorectl(args, { client, print: (line) => lines.push(line) });
    return { code, lines };
  };
}

Deno.test("scorectl lists the games, and a score that it changes reaches who looks at it", async () => {
  await using app = testApp(table, { seeds: true });
  const tool = toolOf(app, app.token("ada"));
  strictEqual((await tool("list")).lines[0], "  1  MTL 2 – 4 TOR  3rd");
  const fan = await app.visit("/games/1");
  deepStrictEqual(await tool("score", "1", "home", "+1"), { code: 0, lines: ["  1  MTL 2 – 5 TOR  3rd"] });
  await fan.see("Toronto Tides score: MTL 2, TOR 5");
});

Deno.test("scorectl says why it was refused", async () => {
  await using app = testApp(table, { seeds: true });
  const refusal = { code: 1, lines: ["denied: Only admins keep the score."] };
  deepStrictEqual(await toolOf(app, app.token("felix"))("score", "1", "home", "+1"), refusal);
  deepStrictEqual(await toolOf(app)("score", "1", "home", "+1"), refusal);
  strictEqual((await toolOf(app, app.token("ada"))("score", "4", "home", "+1")).lines[0].startsWith("conflict"), true);
  strictEqual((await toolOf(app)("score", "1", "home", "+9")).code, 2);
});
