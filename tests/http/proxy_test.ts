import { deepStrictEqual, match, strictEqual } from "node:assert";
import { WebSocket } from "ws";
import { listen } from "@rally/rally/server";
import { startNotes } from "./notes_app.tsx";

const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "app.example", "x-forwarded-for": "192.0.2.1" };
const leave = `/books/1?_action=${encodeURIComponent("/books/:id#leave")}`;

function signIn(server: ReturnType<typeof startNotes>, headers: HeadersInit) {
  return server.app.request(leave, { method: "POST", body: new URLSearchParams(), headers });
}

Deno.test("behind a proxy that ends https the session cookie is secure and bound to the host, and is read again", async () => {
  const server = startNotes({ proxies: 1 });
  const cookie = (await signIn(server, forwarded)).headers.get("set-cookie") ?? "";
  match(cookie, /^__Host-rally_session=[\w-]{43}; Path=\/; .*; Secure$/);
  const headers = { ...forwarded, cookie: cookie.split(";")[0] ?? "" };
  match(await (await server.app.request("/books/1", { headers })).text(), /<p>ada<\/p>/);
  server.end();
});

Deno.test("without a proxy forwarded headers change nothing, and the log says that they came", async () => {
  const server = startNotes();
  for (let n = 0; n < 2; n++) {
    match((await signIn(server, forwarded)).headers.get("set-cookie") ?? "", /^rally_session=[^;]*; (?!.*Secure)/);
  }
  deepStrictEqual(
    server.log,
    ["A request came through a proxy that is not trusted: set TRUST_PROXY=1 if it is yours"],
    "said once",
  );
  server.end();
});

Deno.test("behind a proxy the origin of a form is compared with the host that the visitor has asked for", async () => {
  const server = startNotes({ proxies: 1 });
  const statusFrom = async (origin: string) => (await signIn(server, { ...forwarded, origin })).status;
  strictEqual(await statusFrom("https://app.example"), 303);
  strictEqual(await statusFrom("http://localhost"), 403);
  strictEqual(await statusFrom("https://evil.example"), 403);
  server.end();
});

Deno.test("behind a proxy a socket is let in by the host that the visitor has asked for", async () => {
  const statusOf = async (proxies: number) => {
    const server = startNotes({ proxies });
    const listening = await listen(server, { port: 0 });
    const options = { origin: "https://app.example", headers: forwarded };
    const socket = new WebSocket(`${listening.url.replace("http", "ws")}/_rally/socket`, options);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const outcome = await new Promise<string>((resolve) => {
      socket.once("message", (data) => resolve(String(data)));
      socket.once("error", (error) => resolve(error.message));
    });
    socket.close();
    await closed;
    await listening.drain();
    server.end();
    return outcome;
  };
  strictEqual(await statusOf(1), '["hello","b1",1]');
  strictEqual(await statusOf(0), "Unexpected server response: 403");
});
