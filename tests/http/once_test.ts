import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert";
import { createTestClock } from "../../runtime/testing/test_clock.ts";
import { prerenderPages } from "../../runtime/server/prerender.ts";
import { startNotes } from "./notes_app.tsx";
import { type SavesServer, savesTable, startSaves, words } from "./saves_app.tsx";

type Answer = readonly [kind: string, id: number, value: unknown, own?: unknown];

/** Sends the frame of an action as a client without a socket does; without a key the frame ends before it. */
async function call(
  server: SavesServer,
  text: string,
  key?: unknown,
  { href = "/saves/1", cookie = "", owner = "/saves/:id", action = "save" } = {},
): Promise<Answer> {
  const frame = ["call", 1, owner, href, action, [text], ...(key === undefined ? [] : [key])];
  const response = await server.app.request("/_rally/frame", {
    method: "POST",
    body: JSON.stringify(frame),
    headers: { cookie },
  });
  return await response.json();
}

const kindOf = ([kind, , value]: Answer) => kind === "no" ? (value as { kind: string }).kind : kind;

Deno.test("a call that is sent again gets the first answer, and its handler does not run", async () => {
  const server = startSaves();
  const first = await call(server, "a", "k1");
  deepStrictEqual(first, ["ok", 1, 1, []]);
  deepStrictEqual(await call(server, "a", "k1"), first);
  deepStrictEqual(await call(server, "a", "k2"), ["ok", 1, 2, []], "another key is another request");
  deepStrictEqual(server.saved(), ["a", "a"]);
  deepStrictEqual(server.ran, ["a", "after a", "a", "after a"]);
  server.end();
});

Deno.test("a refusal that kept what was written, and a redirect, are given again", async () => {
  const server = startSaves();
  for (const text of [words.refuse, words.lead]) {
    const first = await call(server, text, text);
    deepStrictEqual(await call(server, text, text), first);
  }
  deepStrictEqual(server.saved(), [words.refuse, words.lead]);
  server.end();
});

Deno.test("what was thrown is not kept: it is undone, and a retry runs", async () => {
  let fails = true;
  const server = startSaves({
    steps: {
      after() {
        if (fails) throw new Error("The disk was on fire");
      },
    },
  });
  strictEqual(kindOf(await call(server, words.deny, "k1")), "failed");
  strictEqual(kindOf(await call(server, "a", "k2")), "failed");
  fails = false;
  strictEqual(kindOf(await call(server, words.deny, "k1")), "denied");
  deepStrictEqual([server.saved(), server.kept()], [[], 0]);
  deepStrictEqual(await call(server, "a", "k2"), ["ok", 1, 1, []]);
  deepStrictEqual(server.saved(), ["a"]);
  server.end();
});

Deno.test("a key that was used for another input or page, or by another person is refused without the answer", async () => {
  const server = startSaves();
  const cookies = await Promise.all(["ada", "bob"].map((user) => signIn(server, user)));
  const mine = { cookie: cookies[0]! };
  strictEqual((await call(server, "secret", "k1", mine))[0], "ok");
  for (
    const again of [
      await call(server, "other", "k1", mine),
      await call(server, "secret", "k1", { ...mine, href: "/saves/2" }),
      await call(server, "secret", "k1", { cookie: cookies[1]! }),
      await call(server, "secret", "k1"),
    ]
  ) {
    strictEqual(kindOf(again), "conflict");
    match(JSON.stringify(again), /its key was used before, for something else or by somebody else/);
  }
  strictEqual((await call(server, "secret", "k1", mine))[0], "ok", "it is still there for her who asked first");
  strictEqual(server.saved().filter((text) => text === "secret").length, 1);
  server.end();
});

Deno.test("who may no longer see the answer is refused, also with the right key", async () => {
  const server = startSaves();
  const cookie = await signIn(server, "ada");
  const place = { href: "/saves/7", cookie };
  strictEqual((await call(server, "a", "k1", place))[0], "ok");
  server.db.writer.exec("DELETE FROM _rally_sessions");
  strictEqual(kindOf(await call(server, "a", "k1", place)), "denied");
  server.end();
});

Deno.test("a session that was opened anew gets the answer too: it is the same person", async () => {
  const server = startSaves();
  const first = await call(server, "a", "k1", { cookie: await signIn(server, "ada") });
  deepStrictEqual(await call(server, "a", "k1", { cookie: await signIn(server, "ada") }), first);
  server.end();
});

Deno.test("of two calls with one key at the same time the second waits for the answer of the first", async () => {
  const entered = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const server = startSaves({
    steps: {
      before() {
        entered.resolve();
        return held.promise;
      },
    },
  });
  const first = call(server, "a", "k1");
  await entered.promise;
  const others = [call(server, "a", "k1"), call(server, "a", "k1"), call(server, "b", "k1")];
  held.resolve();
  const answer = await first;
  const [second, third, wrong] = await Promise.all(others);
  deepStrictEqual([second, third, kindOf(wrong!)], [answer, answer, "conflict"]);
  deepStrictEqual(server.ran, ["a", "after a"]);
  server.end();
});

Deno.test("of two calls with one key the second runs when the first has failed", async () => {
  let runs = 0;
  const server = startSaves({
    steps: {
      after() {
        if (++runs === 1) throw new Error("Only the first");
      },
    },
  });
  const [first, second] = await Promise.all([call(server, "a", "k1"), call(server, "a", "k1")]);
  deepStrictEqual([kindOf(first), kindOf(second), server.saved()], ["failed", "ok", ["a"]]);
  server.end();
});

Deno.test("two processes on one database answer one key once", async () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  const entered = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const slow = startSaves({
    path,
    steps: {
      before() {
        entered.resolve();
        return held.promise;
      },
    },
  });
  const quick = startSaves({ path });
  const late = call(slow, "a", "k1");
  await entered.promise;
  const first = await call(quick, "a", "k1");
  held.resolve();
  deepStrictEqual(await late, first);
  deepStrictEqual([slow.saved(), slow.ran], [["a"], ["a"]], "what the slow one has done is undone, nothing follows");
  slow.end();
  quick.end();
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("a handler that has written nothing keeps no answer and runs again", async () => {
  const server = startSaves();
  for (const text of [words.idle, words.look]) {
    for (const _ of [1, 2]) deepStrictEqual(await call(server, text, text), ["ok", 1, 0, []]);
  }
  strictEqual(server.kept(), 0);
  deepStrictEqual(server.ran, [words.idle, words.idle, words.look, words.look]);
  server.end();
});

Deno.test("a frame without a key runs each time, a malformed key is refused", async () => {
  const server = startSaves();
  strictEqual((await call(server, "a"))[0], "ok");
  strictEqual((await call(server, "a", null))[0], "ok");
  strictEqual((await call(server, "a", "k".repeat(64)))[0], "ok");
  for (const key of ["", "k".repeat(65), 7, true, ["k"], {}]) {
    const answer = await call(server, "a", key);
    match(JSON.stringify(answer), /"kind":"invalid".*the key of an action is a string of 1 to 64 characters/);
  }
  deepStrictEqual([server.saved().length, server.kept()], [3, 1]);
  server.end();
});

Deno.test("answers are kept for a day by the server's clock, then deleted a few at a time", async () => {
  const clock = createTestClock();
  const server = startSaves({ clock, limits: { address: { burst: 10_000, perSecond: 1 } } });
  const callMany = async (name: string, count: number) => {
    for (let at = 0; at < count; at++) strictEqual((await call(server, name, `${name} ${at}`))[0], "ok");
  };
  await callMany("old", 200);
  await clock.advance(24 * 60 * 60 * 1000, async () => {});
  await callMany("young", 33);
  strictEqual(server.kept(), 233, "not before the day is over");
  await clock.advance(1, async () => {});
  deepStrictEqual(await call(server, "old", "old 0"), ["ok", 1, 1, []]);
  let least = 0;
  for (let at = 0; at < 128; at++) {
    const before = server.kept();
    await callMany(`new ${at}`, 1);
    least = Math.min(least, server.kept() - before);
  }
  ok(least >= -64, "never a long delete");
  strictEqual(server.kept(), 33 + 128, "all of the old ones are gone");
  strictEqual(server.saved().filter((text) => text === "young").length, 33);
  server.end();
});

Deno.test("the database knows neither key nor input", async () => {
  const server = startSaves();
  await call(server, "my password", "a key that nobody may know");
  const rows = JSON.stringify(server.db.writer.prepare("SELECT * FROM _rally_requests").all([]));
  ok(!rows.includes("password") && !rows.includes("a key"));
  strictEqual(JSON.parse(rows)[0].length, 4);
  server.end();
});

Deno.test("a live loop's own calls have keys too, made by the server", async () => {
  const running: Promise<unknown>[] = [];
  const joined = Promise.withResolvers<void>();
  const server = startNotes({ live: true, watch: (_what, work) => void running.push(work) });
  const connection = server.connect(new Request("http://localhost/_rally/socket"), {
    send: (text) => JSON.parse(text)[0] === "ok" ? joined.resolve() : undefined,
    close: () => {},
  });
  connection.receiveText(JSON.stringify(["join", 1, "/books/1", ""]));
  await joined.promise;
  // One of these is the button.
  const event = { type: "click", value: "", checked: false, key: "", form: [] };
  for (let slot = 0; slot < 12; slot++) {
    connection.receiveText(JSON.stringify(["act", slot + 1, 1, slot, event]));
  }
  await connection.finish();
  await Promise.all(running);
  deepStrictEqual((await server.notes()).map(({ text }) => text), ["from a click"]);
  strictEqual(Number(server.db.writer.prepare("SELECT count(*) FROM _rally_requests").get([])?.[0]), 1);
  connection.closed();
  server.end();
});

// FORMS WITHOUT JAVASCRIPT

/** The addresses of the forms of a document, by the names of their actions; that of the layout is `frame`. */
async function formsOf(server: SavesServer, { path = "/saves/1", cookie = "" } = {}) {
  const response = await server.app.request(path, { headers: { cookie } });
  const html = await response.text();
  const actions = Array.from(
    html.matchAll(/<form[^>]* action="([^"]*)"/g),
    ([, action]) => action!.replaceAll("&amp;", "&"),
  );
  const [frame = "", save = "", send = "", enter = ""] = actions;
  return { frame, save, send, enter, html, headers: response.headers };
}

async function post(server: SavesServer, address: string, fields: Record<string, string | File>, cookie = "") {
  const hasFile = Object.values(fields).some((value) => value instanceof File);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const body = hasFile ? form : new URLSearchParams(fields as Record<string, string>);
  return await server.app.request(address, { method: "POST", body, headers: { cookie } });
}

async function signIn(server: SavesServer, user: string): Promise<string> {
  const response = await post(server, "/saves/1?_action=%2Fsaves%2F%3Aid%23enter", { text: user });
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

Deno.test("a form that is posted twice saves once, and the second post is answered like the first", async () => {
  const server = startSaves();
  const { save } = await formsOf(server, { path: "/saves/1?a=b" });
  match(save, /^\/saves\/1\?a=b&_action=%2Fsaves%2F%3Aid%23save%23[0-9a-f-]{36}$/);
  const answers = await Promise.all([post(server, save, { text: "a" }), post(server, save, { text: "a" })]);
  answers.push(await post(server, save, { text: "a" }));
  deepStrictEqual(answers.map(({ status }) => status), [303, 303, 303]);
  deepStrictEqual(answers.map(({ headers }) => headers.get("location")), Array(3).fill("/saves/1?a=b"));
  deepStrictEqual(server.ran, ["a", "after a"]);
  server.end();
});

Deno.test("a refusal and a redirect of a posted form are given again", async () => {
  const server = startSaves();
  const { save } = await formsOf(server);
  const twice = async (text: string) => [await post(server, save, { text }), await post(server, save, { text })];
  for (const response of await twice(words.lead)) strictEqual(response.headers.get("location"), "/saves/2");
  for (const response of await twice(words.refuse)) {
    strictEqual(response.status, 409);
    match(await response.text(), /Kept/);
  }
  deepStrictEqual(server.saved(), [words.lead, words.refuse]);
  server.end();
});

Deno.test("other fields in the same form, and another form of the document, are requests of their own", async () => {
  const server = startSaves();
  const { save, frame } = await formsOf(server);
  for (const text of ["a", "b", "a"]) strictEqual((await post(server, save, { text })).status, 303);
  strictEqual((await post(server, frame, { text: "c" })).status, 303);
  deepStrictEqual(server.saved(), ["a", "b", "c"]);
  const next = await formsOf(server);
  notStrictEqual(next.save, save, "each document has a key of its own");
  strictEqual((await post(server, next.save, { text: "a" })).status, 303);
  deepStrictEqual(server.saved(), ["a", "b", "c", "a"]);
  server.end();
});

Deno.test("a form with a file is the same request only with the same bytes", async () => {
  const server = startSaves();
  const { send } = await formsOf(server);
  const file = (text: string) => new File([text], "a.txt");
  for (const bytes of ["one", "two", "one"]) {
    strictEqual((await post(server, send, { text: "a", file: file(bytes) })).status, 303);
  }
  const long = "x".repeat(100_000);
  for (const last of ["1", "2", "1"]) await post(server, send, { text: "b", file: file(long + last) });
  deepStrictEqual(server.saved(), ["a one", "a two", `b ${long}1`, `b ${long}2`]);
  server.end();
});

Deno.test("one document in the hands of two people is two requests", async () => {
  const server = startSaves();
  const { save } = await formsOf(server);
  for (const user of ["ada", "bob"]) {
    const cookie = await signIn(server, user);
    for (const _ of [1, 2]) await post(server, save, { text: "the same" }, cookie);
  }
  strictEqual(server.saved().filter((text) => text === "the same").length, 2);
  server.end();
});

Deno.test("a document whose forms have a key is for one visitor, one without forms for everybody", async () => {
  const server = startSaves();
  const { headers, html } = await formsOf(server);
  strictEqual(headers.get("cache-control"), "private, no-cache");
  strictEqual(html.match(/%23[0-9a-f-]{36}"/g)?.length, 4, "one key for all forms");
  strictEqual((await server.app.request("/nowhere")).headers.get("cache-control"), "no-cache");
  server.end();
});

Deno.test("a document that the build has rendered has forms without a key", async () => {
  const asset = { file: "/_rally/assets/boot.js", imports: [] };
  const [page] = await prerenderPages(savesTable({}, []), { build: "b1", boot: asset, live: asset, pages: {} });
  ok(page?.type === "rendered");
  match(page.html, /action="\/about\?_action=%2Fsaves%2F%3Aid%23save"/);
});

Deno.test("the key of a document does not make another state of its layout", async () => {
  const server = startSaves();
  const stateOf = (html: string) => /"id":"layout","mode":"static","state":"([^"]+)"/.exec(html)?.[1];
  const [one, two] = [await formsOf(server), await formsOf(server)];
  ok(stateOf(one.html));
  strictEqual(stateOf(one.html), stateOf(two.html));
  const frame = ["go", 1, "/saves/1", null, { layout: stateOf(one.html) }];
  const response = await server.app.request("/_rally/frame", { method: "POST", body: JSON.stringify(frame) });
  const { layouts } = (await response.json())[2];
  deepStrictEqual(Object.keys(layouts[0]), ["id", "mode", "state"], "the same as in the answer to a navigation");
  server.end();
});

Deno.test("an answer with a new session is not kept: its cookie is known to nobody else", async () => {
  const server = startSaves();
  const { enter } = await formsOf(server);
  const answers = [await post(server, enter, { text: "ada" }), await post(server, enter, { text: "ada" })];
  for (const { headers } of answers) match(headers.get("set-cookie") ?? "", /^rally_session=/);
  deepStrictEqual([server.ran, server.kept()], [["ada", "ada"], 0]);
  server.end();
});

Deno.test("a form without a key runs each time, one with a malformed key is not known", async () => {
  const server = startSaves();
  const plain = "/saves/1?_action=%2Fsaves%2F%3Aid%23save";
  for (const _ of [1, 2]) strictEqual((await post(server, plain, { text: "a" })).status, 303);
  for (const key of ["%23", `%23${"k".repeat(65)}`]) {
    strictEqual((await post(server, plain + key, { text: "a" })).status, 404);
  }
  deepStrictEqual([server.saved(), server.kept()], [["a", "a"], 0]);
  server.end();
});
