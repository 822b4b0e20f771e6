import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert";
import { cachedFiles, rallyFiles } from "./rally_files.ts";

/** What `deno info --json` prints for a module of a registry, shortened. */
const info = {
  version: 1,
  roots: ["https://registry.example/@rally/rally/0.1.0/mod.ts"],
  modules: [
    {
      kind: "esm",
      dependencies: [{ specifier: "./runtime/page/contract.ts", code: { specifier: "https://…", span: {} } }],
      local: "/cache/remote/https/registry.example/04a1",
      size: 120,
      mediaType: "TypeScript",
      specifier: "https://registry.example/@rally/rally/0.1.0/mod.ts",
    },
    {
      kind: "esm",
      local: "/cache/remote/https/registry.example/77b2",
      mediaType: "TypeScript",
      specifier: "https://registry.example/@rally/rally/0.1.0/runtime/page/contract.ts",
    },
    { kind: "npm", specifier: "npm:/preact@11.2.0", npmPackage: "preact@11.2.0" },
    { specifier: "https://registry.example/missing.ts", error: "Module not found" },
  ],
  redirects: {
    "jsr:@rally/rally@^0.1.0": "https://registry.example/@rally/rally/0.1.0/mod.ts",
    "npm:preact@^11": "npm:/preact@11.2.0",
  },
};

Deno.test("cachedFiles() maps every remote module to its file, redirects included", () => {
  deepStrictEqual(Object.fromEntries(cachedFiles(info)), {
    "https://registry.example/@rally/rally/0.1.0/mod.ts": "/cache/remote/https/registry.example/04a1",
    "https://registry.example/@rally/rally/0.1.0/runtime/page/contract.ts": "/cache/remote/https/registry.example/77b2",
    "jsr:@rally/rally@^0.1.0": "/cache/remote/https/registry.example/04a1",
  });
  throws(() => cachedFiles({ version: 2 }), /Cannot read the answer of "deno info --json"/);
});

Deno.test("rallyFiles() reads the checkout that it runs from", async () => {
  const files = rallyFiles();
  ok((await files.read("mod.ts")).includes("runtime/page/contract.ts"));
  ok(files.directory?.endsWith("/"));
  await rejects(files.read("no_such_file.ts"), { code: "ENOENT" });
});

Deno.test("rallyFiles() reads a package of a registry from Deno's cache", async () => {
  const texts: Record<string, string> = {
    "/rally/mod.ts": `export { a } from "./runtime/a.ts";`,
    "/rally/runtime/a.ts": "export const a = 1;",
  };
  const headers = { "content-type": "application/typescript" };
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    return new Response(texts[pathname] ?? "", { status: pathname in texts ? 200 : 404, headers });
  });
  const files = rallyFiles(new URL(`http://127.0.0.1:${server.addr.port}/rally/`));
  strictEqual(files.directory, undefined);
  strictEqual(await files.read("mod.ts"), texts["/rally/mod.ts"]);
  strictEqual(await files.read("runtime/a.ts"), texts["/rally/runtime/a.ts"]);
  deepStrictEqual(asked, ["/rally/mod.ts", "/rally/runtime/a.ts"]);
  await rejects(files.read("no_such_file.ts"), /Cannot find http.*no_such_file.ts in the cache of Deno/);
  await server.shutdown();
});
