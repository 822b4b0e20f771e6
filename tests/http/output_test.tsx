import { match, strictEqual } from "node:assert";
import { action, page } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

const contract = page("/", {
  data: z.object({ score: z.int() }),
  actions: { add: action(z.object({}), z.object({ score: z.int() })) },
});

// As an author who casts would write it.
const module = {
  contract,
  load: () => ({ score: "many" }),
  handlers: { add: () => ({ score: 1.5 }) },
  view: () => <p>Front</p>,
};
const wire = {
  data: object({ score: json }),
  actions: { add: { input: object({}), output: object({ score: json }) } },
};
const table: AppTable = {
  ...emptyTable,
  pages: [{ ...staticPart, layouts: [], id: "index", file: "app/pages/index.tsx", path: "/", module, wire }],
};

async function call(server: ReturnType<typeof startTable>): Promise<unknown[]> {
  const body = JSON.stringify(["call", 1, "/", "/", "add", [], "key"]);
  return await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
}

Deno.test("in development what load gives is held against the contract", async () => {
  const server = startTable(table, { dev: true });
  const response = await server.app.request("/");
  strictEqual(response.status, 500);
  match(
    await response.text(),
    /The value of load in app\/pages\/index\.tsx is wrong.*score: got 'many', expected number/s,
  );
  server.end();
});

Deno.test("in development what a handler gives is held against the contract, before it commits", async () => {
  const server = startTable(table, { dev: true });
  strictEqual((await call(server))[0], "no");
  match(
    server.log[0] ?? "",
    /The value of handler "add" in app\/pages\/index\.tsx is wrong: score: got 1\.5, expected int\n/,
  );
  server.end();
});

Deno.test("in production it is encoded without a check", async () => {
  const server = startTable(table);
  strictEqual((await server.app.request("/")).status, 200);
  strictEqual((await call(server))[0], "ok");
  server.end();
});

Deno.test("in development a posted field that the action does not know is named in the log", async () => {
  const server = startTable(table, { dev: true });
  await server.app.request("/?_action=%2F%23add", {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ titel: "Soup" }),
  });
  match(server.log[0] ?? "", /^Action "add" of app\/pages\/index\.tsx: got a field "titel" that it does not know, /);
});
