import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { LoadContext } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

const text = "The same words again. ".repeat(100);

const table: AppTable = {
  ...emptyTable,
  pages: [
    { ...staticPart, layouts: [], id: "long", file: "long.tsx", path: "/long", module: { view: () => <p>{text}</p> } },
    {
      ...staticPart,
      layouts: [],
      id: "short",
      file: "short.tsx",
      path: "/short",
      module: { view: () => <p>Short</p> },
    },
    {
      ...staticPart,
      layouts: [],
      id: "theme",
      file: "theme.tsx",
      path: "/theme",
      module: {
        load: ({ request }: LoadContext) => request.cookie("theme"),
        view: (theme: string | undefined) => <p>{theme} {text}</p>,
      },
    },
    {
      ...staticPart,
      layouts: [],
      id: "own",
      file: "own.tsx",
      path: "/own",
      module: {
        load: ({ session }: LoadContext) => session.userId ?? "visitor",
        view: (user: string) => <p>{user} {text}</p>,
      },
    },
  ],
};

const encodingOf = ({ headers }: Response) => headers.get("content-encoding");

Deno.test("a document is compressed as the browser asks", async () => {
  const server = startTable(table);
  const get = (accepted: string) => server.app.request("/long", { headers: { "accept-encoding": accepted } });
  const plain = await (await get("")).text();
  const br = await get("gzip, br");
  strictEqual(encodingOf(br), "br");
  strictEqual(br.headers.get("vary"), "accept-encoding");
  const packed = new Uint8Array(await br.arrayBuffer());
  ok(packed.byteLength < plain.length / 4);
  strictEqual(new TextDecoder().decode(brotliDecompressSync(packed)), plain);
  const gzip = await get("gzip");
  strictEqual(encodingOf(gzip), "gzip");
  strictEqual(new TextDecoder().decode(gunzipSync(new Uint8Array(await gzip.arrayBuffer()))), plain);
  server.end();
});

Deno.test("a document of 1 kB or less is sent as it is", async () => {
  const server = startTable(table);
  const response = await server.app.request("/short", { headers: { "accept-encoding": "br" } });
  deepStrictEqual([encodingOf(response), response.headers.get("vary")], [null, null]);
  server.end();
});

for (const [what, path] of [["the session", "/own"], ["a cookie", "/theme"]] as const) {
  Deno.test(`a document that reads ${what} is kept nowhere, and compressed only for the app and its visitor`, async () => {
    const server = startTable(table);
    const from = async (site: string | undefined) => {
      const headers = { "accept-encoding": "br", ...(site === undefined ? {} : { "sec-fetch-site": site }) };
      const response = await server.app.request(path, { headers });
      strictEqual(response.headers.get("cache-control"), "private, no-store");
      return encodingOf(response);
    };
    strictEqual(await from("same-origin"), "br");
    strictEqual(await from("none"), "br");
    strictEqual(await from("cross-site"), null);
    strictEqual(await from("same-site"), null);
    strictEqual(await from(undefined), null);
    server.end();
  });
}
