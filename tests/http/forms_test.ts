import { deepStrictEqual, match, strictEqual } from "node:assert";
import { type NotesServer, startNotes } from "./notes_app.tsx";

function post(server: NotesServer, path: string, fields: Record<string, string>, cookie = ""): Promise<Response> {
  return Promise.resolve(
    server.app.request(path, { method: "POST", body: new URLSearchParams(fields), headers: { cookie } }),
  );
}
const add = "_action=%2Fbooks%2F%3Aid%23add";

Deno.test("a posted form that went well answers 303 to its page, the page's own query kept", async () => {
  const server = startNotes();
  const response = await post(server, `/books/1?sort=down&${add}`, { text: "first" });
  strictEqual(response.status, 303);
  strictEqual(response.headers.get("location"), "/books/1?sort=down");
  deepStrictEqual((await server.notes()).map((note) => note.text), ["first"]);
  server.end();
});

Deno.test("a refused form answers 422 with the page, its errors and what was typed", async () => {
  const server = startNotes();
  await post(server, `/books/1?${add}`, { text: "there" });
  const response = await post(server, `/books/1?${add}`, { text: "" });
  const html = await response.text();
  strictEqual(response.status, 422);
  match(html, /<li>there<\/li>/);
  match(html, /<p role="alert">Write something\.<\/p>/);
  match(html, /<input name="text" minlength="1" required value aria-invalid="true" aria-describedby="add-text">/);
  match(html, /"refused":\{"owner":"\/books\/:id","action":"add","refusal":\{/, "the browser's loop is told again");
  strictEqual((await server.notes()).length, 1);
  server.end();
});

Deno.test("the form's address keeps the query of the page it stands on", async () => {
  const server = startNotes();
  const html = await (await server.app.request("/books/1?sort=down")).text();
  match(html, /action="\/books\/1\?sort=down&amp;_action=%2Fbooks%2F%3Aid%23add%23[0-9a-f-]{36}"/);
  server.end();
});

Deno.test("an unknown form answers 404, a form of another page 403", async () => {
  const server = startNotes();
  strictEqual((await post(server, "/books/1", { text: "x" })).status, 404);
  strictEqual((await post(server, "/books/1?_action=%2Fbooks%2F%3Aid%23nothing", { text: "x" })).status, 404);
  strictEqual((await post(server, `/?${add}`, { text: "x" })).status, 403);
  strictEqual((await server.notes()).length, 0);
  server.end();
});

Deno.test("an action is authorised by the parameters of its own address", async () => {
  const server = startNotes();
  strictEqual((await post(server, `/books/403?${add}`, { text: "x" })).status, 403);
  server.end();
});

Deno.test("signing in sets a cookie, commits with the redirect, and the next page knows the visitor", async () => {
  const server = startNotes();
  const response = await post(server, "/books/1?_action=%2Fbooks%2F%3Aid%23leave", {});
  strictEqual(response.status, 303);
  strictEqual(response.headers.get("location"), "/books/2");
  const cookie = response.headers.get("set-cookie") ?? "";
  match(cookie, /^rally_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/);
  const html = await (await server.app.request("/books/1", { headers: { cookie: cookie.split(";")[0]! } })).text();
  match(html, /<p>ada<\/p>/);
  const other = await (await server.app.request("/books/1", { headers: { cookie: "rally_session=guess" } })).text();
  match(other, /<p>visitor<\/p>/);
  server.end();
});

Deno.test("over https the session cookie is bound to the host", async () => {
  const server = startNotes();
  const response = await server.app.request("https://app.example/books/1?_action=%2Fbooks%2F%3Aid%23leave", {
    method: "POST",
    body: new URLSearchParams({}),
  });
  match(response.headers.get("set-cookie") ?? "", /^__Host-rally_session=.*; Secure$/);
  server.end();
});

Deno.test("the address that a refused form leaves behind leads to its page", async () => {
  const server = startNotes();
  const response = await server.app.request(`/books/1?sort=down&${add}`);
  strictEqual(response.status, 302);
  strictEqual(response.headers.get("location"), "/books/1?sort=down");
  server.end();
});
