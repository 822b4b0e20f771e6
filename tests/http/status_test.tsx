import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { connect as connectTcp } from "node:net";
import { action, type Handlers, page } from "@rally/rally";
import { type AppTable, conflict, denied, invalid, listen, notFound, redirect } from "@rally/rally/server";
import { object } from "@rally/rally/wire";
import { z } from "zod";
import { systemClock } from "../../runtime/live/clock.ts";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

const contract = page("/", { actions: { post: action(z.object({ how: z.string().min(1) })) } });
const never = new Promise<never>(() => {});

function loadAs(how: string): unknown {
  switch (how) {
    case "redirect":
      return redirect("/");
    case "denied":
      return denied();
    case "not_found":
      return notFound();
    case "throw":
      throw new Error("The secret of the house");
    case "hang":
      return never;
  }
}

const handlers: Handlers<typeof contract> = {
  async post(_context, { how }) {
    if (how === "conflict") conflict("Already final.");
    if (how === "invalid") invalid({ how: ["Not this one."] });
    await loadAs(how);
  },
};

const parts = ["redirect", "denied", "not_found", "throw", "hang"].map((id) => ({
  ...staticPart,
  layouts: [],
  id,
  file: `${id}.tsx`,
  path: `/${id}`,
  module: { load: () => loadAs(id), view: () => <p>{id}</p> },
}));

const table: AppTable = {
  ...emptyTable,
  pages: [
    {
      ...staticPart,
      layouts: [],
      id: "index",
      file: "index.tsx",
      path: "/",
      module: { contract, handlers, view: () => <p>Front</p> },
      wire: { actions: { post: { input: object({}) } } },
    },
    ...parts,
    {
      ...staticPart,
      layouts: [],
      id: "broken",
      file: "broken.tsx",
      path: "/broken",
      module: {
        view: () => {
          throw new Error("The secret of the house");
        },
      },
    },
  ],
};

type Server = ReturnType<typeof startTable>;

async function withTable(work: (server: Server) => Promise<void>, options = {}): Promise<void> {
  const server = startTable(table, options);
  try {
    await work(server);
  } finally {
    server.end();
  }
}

function post(server: Server, how: string, headers: HeadersInit = {}, env = {}) {
  const init = { method: "POST", body: new URLSearchParams({ how }), headers };
  return server.app.request(`/?_action=${encodeURIComponent("/#post")}`, init, env);
}

Deno.test("200: a page", () =>
  withTable(async (server) => {
    const response = await server.app.request("/");
    strictEqual(response.status, 200);
    match(await response.text(), /<p>Front<\/p>/);
  }));

Deno.test("302: load redirects", () =>
  withTable(async (server) => {
    const response = await server.app.request("/redirect");
    deepStrictEqual([response.status, response.headers.get("location")], [302, "/"]);
  }));

Deno.test("303: a form that went well, and one whose handler leads on", () =>
  withTable(async (server) => {
    strictEqual((await post(server, "well")).status, 303);
    strictEqual((await post(server, "redirect")).status, 303);
  }));

Deno.test("400: an address, a form and a frame that cannot be decoded", () =>
  withTable(async (server) => {
    strictEqual((await server.app.request("/%zz")).status, 400);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const form = "/?_action=%2F%23post";
    strictEqual((await server.app.request(form, { method: "POST", body: "nonsense", headers })).status, 400);
    for (const body of ["{", "{}", "3", "[]"]) {
      strictEqual((await server.app.request("/_rally/frame", { method: "POST", body })).status, 400, body);
    }
  }));

Deno.test("403: denied, in load and in a handler, and a request of another site", () =>
  withTable(async (server) => {
    strictEqual((await server.app.request("/denied")).status, 403);
    strictEqual((await post(server, "denied")).status, 403);
    strictEqual((await post(server, "well", { "sec-fetch-site": "cross-site" })).status, 403);
  }));

Deno.test("404: no page, not found in load and in a handler, no asset, no form", () =>
  withTable(async (server) => {
    for (const path of ["/nowhere", "/not_found", "/nothing.css", "/_rally/assets/nothing.js", "/_rally/x"]) {
      strictEqual((await server.app.request(path)).status, 404, path);
    }
    strictEqual((await post(server, "not_found")).status, 404);
    strictEqual((await server.app.request("/?_action=x", { method: "POST", body: new URLSearchParams() })).status, 404);
  }));

Deno.test("405: a method that is not known, with those that are", () =>
  withTable(async (server) => {
    const allowed = async (method: string, path: string) => {
      const response = await server.app.request(path, { method });
      strictEqual(response.status, 405, path);
      return response.headers.get("allow");
    };
    strictEqual(await allowed("DELETE", "/"), "GET, HEAD, POST");
    strictEqual(await allowed("OPTIONS", "/nowhere"), "GET, HEAD, POST");
    strictEqual(await allowed("GET", "/_rally/frame"), "POST");
    strictEqual(await allowed("POST", "/_rally/health"), "GET, HEAD");
    strictEqual(await allowed("PUT", "/_rally/assets/boot.js"), "GET, HEAD");
  }));

Deno.test("409: a form that conflicts with what is there", () =>
  withTable(async (server) => {
    const response = await post(server, "conflict");
    strictEqual(response.status, 409);
    match(await response.text(), /Already final\./);
  }));

Deno.test("413: a body over 64 KiB, announced or not", () =>
  withTable(async (server) => {
    const bytes = new TextEncoder().encode(`how=${"x".repeat(70_000)}`);
    for (const path of ["/?_action=%2F%23post", "/_rally/frame"]) {
      const announced = { method: "POST", body: bytes, headers: { "content-length": String(bytes.length) } };
      strictEqual((await server.app.request(path, announced)).status, 413, path);
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(bytes);
          controller.close();
        },
      });
      strictEqual((await server.app.request(path, { method: "POST", body })).status, 413, path);
    }
  }));

Deno.test("422: a form whose fields do not fit, by the schema or by the handler", () =>
  withTable(async (server) => {
    strictEqual((await post(server, "")).status, 422);
    strictEqual((await post(server, "invalid")).status, 422);
  }));

Deno.test("429: forms and frames over the rate of their address or session, with Retry-After", async () => {
  let now = 0;
  const rate = { burst: 2, perSecond: 0.1 };
  const postFrame = async (server: Server, env: { address: string }) => {
    const init = { method: "POST", body: JSON.stringify(["go", 7, "/"]) };
    const response = await server.app.request("/_rally/frame", init, env);
    return { response, answer: await response.json() };
  };
  await withTable(async (server) => {
    const [here, there] = [{ address: "192.0.2.1" }, { address: "192.0.2.2" }];
    strictEqual((await post(server, "well", {}, here)).status, 303);
    strictEqual((await postFrame(server, here)).response.status, 200);
    const form = await post(server, "well", {}, here);
    deepStrictEqual([form.status, form.headers.get("retry-after")], [429, "10"]);
    const { response, answer } = await postFrame(server, here);
    deepStrictEqual([response.status, response.headers.get("retry-after")], [429, "10"]);
    deepStrictEqual([answer[0], answer[1], answer[2].kind], ["no", 7, "rate_limited"]);
    strictEqual((await post(server, "well", {}, there)).status, 303, "another address");
    strictEqual((await server.app.request("/", {}, here)).status, 200, "documents are not counted");
    now += 10_000;
    strictEqual((await post(server, "well", {}, here)).status, 303);
  }, { limits: { address: rate }, clock: { ...systemClock, now: () => now } });
  await withTable(async (server) => {
    const session = { cookie: "rally_session=one" };
    for (const address of ["192.0.2.1", "192.0.2.2"]) await post(server, "well", session, { address });
    strictEqual((await post(server, "well", session, { address: "192.0.2.3" })).status, 429);
    strictEqual((await post(server, "well", { cookie: "rally_session=two" })).status, 303);
  }, { limits: { session: rate }, clock: { ...systemClock, now: () => 0 } });
});

Deno.test("431: headers over 16 KiB", async () => {
  const server = startTable(table);
  const listening = await listen(server, { port: 0 });
  const answer = await new Promise<string>((resolve) => {
    const socket = connectTcp(listening.port, "127.0.0.1", () => {
      socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${"x".repeat(17_000)}\r\n\r\n`);
    });
    socket.once("data", (data) => {
      socket.destroy();
      resolve(String(data));
    });
  });
  match(answer, /^HTTP\/1\.1 431 /);
  await listening.drain();
  server.end();
});

Deno.test("500: a failure of load, of a view, of a handler or of a route tells a trace id and nothing else", () =>
  withTable(
    async (server) => {
      const frame = (text: string) => server.app.request("/_rally/frame", { method: "POST", body: text });
      const answers = [
        await server.app.request("/throw"),
        await server.app.request("/broken"),
        await post(server, "throw"),
        await server.app.request("/api/broken"),
        await frame('["go",1,"/throw"]'),
        await frame('["form",1,"/","/","post",[["how","throw"]],"key"]'),
      ];
      deepStrictEqual(answers.map(({ status }) => status), [500, 500, 500, 500, 200, 200]);
      strictEqual(server.log.length, answers.length);
      for (const [index, answer] of answers.entries()) {
        const text = await answer.text();
        const [, traceId = "none"] = /^\[(\w{8})\] /.exec(server.log[index] ?? "") ?? [];
        ok(server.log[index]?.includes("The secret of the house"));
        ok(text.includes(traceId), text);
        for (const leak of ["secret", "Error", "file:", ".ts", ".tsx", " at "]) {
          ok(!(text + JSON.stringify([...answer.headers])).includes(leak), `${leak} in ${text}`);
        }
      }
    },
    {
      extend: (app: Server["app"]) =>
        app.get("/api/broken", () => {
          throw new Error("The secret of the house");
        }),
    },
  ));

Deno.test("503: a load and a handler that take too long", () =>
  withTable(async (server) => {
    const response = await server.app.request("/hang");
    strictEqual(response.status, 503);
    match(await response.text(), /This took too long\. Try again in a moment\./);
    const form = await post(server, "hang");
    strictEqual(form.status, 503);
    match(await form.text(), /Nothing was saved\./);
    deepStrictEqual(server.log, [
      "hang.tsx: authorize and load took longer than 20 ms",
      'index.tsx: handler "post" took longer than 20 ms',
    ]);
  }, { limits: { loadMs: 20, handlerMs: 20 } }));

Deno.test("503: a server that drains, which still gives the scripts of the documents that it has sent", () =>
  withTable(async (server) => {
    Deno.writeTextFileSync(`${server.directory}/boot.js`, "");
    await server.finish();
    for (const path of ["/", "/_rally/health"]) {
      const response = await server.app.request(path);
      deepStrictEqual([response.status, response.headers.get("retry-after")], [503, "1"], path);
    }
    const script = await server.app.request("/_rally/assets/boot.js");
    strictEqual(script.status, 200);
    await script.body?.cancel();
    strictEqual(server.refusesSocket(new Request("http://localhost/_rally/socket")), 503);
  }));
