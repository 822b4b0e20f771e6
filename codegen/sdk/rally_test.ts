import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { type ClientOptions, connect, pageAt, type Refusal, type Socket } from "./rally.ts";

/** A client whose server answers what the test has prepared, one answer after the other. */
function withAnswers(answers: readonly (Response | Error)[], options: Partial<ClientOptions> = {}) {
  const asked: { url: string; key: string | null; token: string | null }[] = [];
  const waits: number[] = [];
  const rest = [...answers];
  const connection = connect({
    url: "http://app.test/",
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      asked.push({
        url: String(input),
        key: headers.get("idempotency-key"),
        token: headers.get("authorization"),
      });
      const next = rest.shift();
      return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new TypeError("No answer"));
    },
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    ...options,
  });
  return { connection, asked, waits };
}

const call = { input: { delta: 1 } };

Deno.test("call() tries again with the same key while the network or a proxy fails", async () => {
  const answers = [new TypeError("reset"), new Response("", { status: 502 }), Response.json({ id: 1 })];
  const { connection, asked, waits } = withAnswers(answers, { token: "rally_x" });
  deepStrictEqual(await connection.call("/games/1?tab=log", ":adjust", call), { ok: true, value: { id: 1 } });
  strictEqual(asked.length, 3);
  strictEqual(new Set(asked.map(({ key }) => key)).size, 1);
  deepStrictEqual(asked[0]!.url, "http://app.test/_rally/api/games/1:adjust?tab=log");
  strictEqual(asked[0]!.token, "Bearer rally_x");
  strictEqual(waits.length === 2 && waits[0]! <= 250 && waits[1]! <= 500, true);
});

Deno.test("call() gives up after some retries, and never repeats what was refused", async () => {
  const offline = withAnswers([]);
  const result = await offline.connection.call("/", ":add", call);
  deepStrictEqual([result.ok, (result as Refusal).kind, offline.asked.length], [false, "offline", 4]);
  strictEqual(offline.asked[0]!.url, "http://app.test/_rally/api:add");
  const problem = { type: "urn:rally:invalid", detail: "No", fields: { delta: ["Too much"] } };
  const refused = withAnswers([Response.json(problem, { status: 422 })]);
  deepStrictEqual(await refused.connection.call("/", ":add", call), {
    ok: false,
    kind: "invalid",
    message: "No",
    fields: { delta: ["Too much"] },
  });
  strictEqual(refused.asked.length, 1);
});

Deno.test("call() waits as long as the server says, and not at all when it was aborted", async () => {
  const busy = new Response("", { status: 503, headers: { "retry-after": "7" } });
  const { connection, waits } = withAnswers([busy, new Response(null, { status: 204 })]);
  deepStrictEqual(await connection.call("/", ":add", call), { ok: true, value: undefined });
  deepStrictEqual(waits, [7000]);
  const aborted = withAnswers([]);
  await rejects(aborted.connection.call("/", ":add", { ...call, signal: AbortSignal.abort() }));
  strictEqual(aborted.asked.length, 1);
});

Deno.test("load() gives the position from which events are news", async () => {
  const { connection } = withAnswers([Response.json([1], { headers: { "rally-position": "run:7" } })]);
  deepStrictEqual(await connection.load("/games", {}), { ok: true, value: [1], position: ["run", 7] });
});

Deno.test("pageAt() fills in what an address holds", () => {
  strictEqual(
    pageAt("/games/:id", { id: "a/b:c" }, { tag: ["x", "y"], none: undefined }),
    "/games/a%2Fb%3Ac?tag=x&tag=y",
  );
  strictEqual(pageAt("/docs/:path*", { path: ["a", "b"] }), "/docs/a/b");
});

/** A socket that the test plays the server of. */
class TestSocket implements Socket {
  static readonly all: TestSocket[] = [];
  readonly sent: unknown[] = [];
  readonly protocols: readonly string[];
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  constructor(_url: string, protocols: string[]) {
    this.protocols = protocols;
    TestSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(code = 1000): void {
    this.onclose?.({ code, reason: "closed" });
  }
  tell(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

Deno.test("listen() goes on after a lost socket from the last event, and tells when events are missing", async () => {
  TestSocket.all.length = 0;
  const waited = Promise.withResolvers<void>();
  const { connection } = withAnswers([], { webSocket: TestSocket, token: "t", wait: () => waited.promise });
  const heard: unknown[] = [];
  const stop = connection.listen("games", {
    since: ["run", 3],
    event: (event) => heard.push(event),
    resync: () => heard.push("resync"),
  });
  const [first] = TestSocket.all;
  deepStrictEqual(first!.protocols, ["rally.api", "bearer.t"]);
  first!.tell(["hello", "b1"]);
  first!.tell(["event", "games", ["run", 4], "goal"]);
  first!.close();
  waited.resolve();
  await waited.promise;
  await Promise.resolve();
  const second = TestSocket.all[1]!;
  second.tell(["hello", "b1"]);
  deepStrictEqual([first!.sent, second.sent], [
    [["topics", "games", [["games", ["run", 3]]]]],
    [["topics", "games", [["games", ["run", 4]]]]],
  ]);
  second.tell(["lost", "games"]);
  deepStrictEqual(heard, ["goal", "resync"]);
  stop();
  deepStrictEqual(second.sent.at(-1), ["topics", "games", []]);
  strictEqual(TestSocket.all.length, 2);
});

Deno.test("listen() says when a topic is refused, and does not ask again with a token that has ended", () => {
  TestSocket.all.length = 0;
  const { connection } = withAnswers([], { webSocket: TestSocket });
  const refusals: string[] = [];
  const refused = ({ kind }: Refusal) => void refusals.push(kind);
  connection.listen("a", { event() {}, refused });
  connection.listen("b", { event() {}, refused });
  const [socket] = TestSocket.all;
  socket!.tell(["hello", "b1"]);
  socket!.tell(["no", "a", { ok: false, kind: "denied", message: "No" }]);
  socket!.close(4001);
  deepStrictEqual(refusals, ["denied", "unauthorized"]);
  strictEqual(TestSocket.all.length, 1);
});
