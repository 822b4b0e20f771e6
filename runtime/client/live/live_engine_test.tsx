import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { PageEvent } from "../../page/send.ts";
import { actionForm, actsOf, play, send, settle, snapshotOf, submitForm } from "./played_page_test.ts";

/** The socket's promises end with the test; the pauses between two joins go on. */
function test(name: string, run: () => Promise<void>): void {
  Deno.test({ name: `the engine of a live page ${name}`, fn: run, sanitizeOps: false, sanitizeResources: false });
}

const typing = <input onInput={send(({ value }: PageEvent) => value)} onClick={send("clicked")} />;

function input(field: HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function click(element: Element): void {
  element.dispatchEvent(new Event("click", { bubbles: true }));
}

test("sends the latest of what was typed before the join, in its order", async () => {
  const played = await play(typing);
  const field = played.element<HTMLInputElement>("input");
  for (let at = 1; at <= 60; at++) input(field, "x".repeat(at));
  click(field);
  input(field, "y");
  await played.answer({});
  const acts = actsOf(played);
  deepStrictEqual(acts.map(([, , , , { type, value }]) => `${type} ${value.length}`), [
    "input 60",
    "click 60",
    "input 1",
  ]);
  for (const [, ref] of acts) played.receive([ref]);
  strictEqual(field.hasAttribute("data-rally-busy"), false);
});

test("keeps no element busy with an event that it does not keep", async () => {
  const played = await play(<button type="button" onClick={send("clicked")}>+</button>);
  for (let at = 0; at < 60; at++) click(played.element("button"));
  await played.answer({});
  const acts = actsOf(played);
  strictEqual(acts.length, 50);
  for (const [, ref] of acts) played.receive([ref]);
  strictEqual(played.element("button").hasAttribute("data-rally-busy"), false);
});

test("keeps a form when the connection is lost once more while a loop is asked for", async () => {
  const played = await play(
    <form {...actionForm("save")}>
      <button type="submit">Save</button>
    </form>,
  );
  await played.answer({});
  await played.reconnect();
  played.open = false;
  await played.answer({ refused: "offline" });
  submitForm(played.element<HTMLFormElement>("form"));
  strictEqual(played.posted.length, 0);
});

test("leaves forms to the browser when a loop is refused", async () => {
  const played = await play(
    <form {...actionForm("save")}>
      <button type="submit">Save</button>
    </form>,
  );
  await played.answer({});
  await played.reconnect();
  await played.answer({ refused: "rate_limited" });
  submitForm(played.element<HTMLFormElement>("form"));
  strictEqual(played.posted.length, 1);
  played.region.stop();
});

test("joins with the same document when the first join was lost", async () => {
  const played = await play(typing);
  input(played.element<HTMLInputElement>("input"), "early");
  played.open = false;
  await played.answer({ refused: "offline" });
  await played.reconnect();
  deepStrictEqual(played.asked.map((frame) => frame[3]), ["token", "token"]);
  await played.answer({});
  strictEqual(actsOf(played)[0]?.[4].value, "early");
});

test("sends what was clicked in an outage on a page that came over HTTP and is taken over", async () => {
  const played = await play(<button type="button" onClick={send("clicked")}>a</button>);
  await played.answer({});
  click(played.element("button"));
  played.open = false;
  played.region.reloaded(snapshotOf(<button type="button" onClick={send("clicked")}>b</button>), { changed: true });
  click(played.element("button"));
  strictEqual(actsOf(played).length, 1);
  await played.reconnect();
  await played.answer({});
  strictEqual(actsOf(played).length, 2);
  played.receive([actsOf(played)[1]![1]]);
  strictEqual(played.element("button").hasAttribute("data-rally-busy"), false);
});

test("shows the same page at another query when it is refused a loop", async () => {
  const played = await play(<p>page 1</p>);
  await played.answer({ refused: "rate_limited" });
  played.region.reloaded(snapshotOf(<p>page 2</p>), { changed: true });
  await played.answer({ refused: "rate_limited" });
  strictEqual(played.outlet.textContent, "page 2");
  played.region.stop();
});

test("has no loop any more when the same page at another query is refused one", async () => {
  const form = (name: string) => (
    <form {...actionForm("save")}>
      <button type="submit">{name}</button>
    </form>
  );
  const played = await play(form("page 1"));
  await played.answer({});
  played.region.reloaded(snapshotOf(form("page 2")), { changed: true });
  await played.answer({ refused: "rate_limited" });
  strictEqual(played.outlet.textContent, "page 2");
  submitForm(played.element<HTMLFormElement>("form"));
  strictEqual(played.posted.length, 1);
  played.region.stop();
});

test("keeps what was typed when the connection is lost on the way to another query", async () => {
  const played = await play(typing);
  await played.answer({});
  input(played.element<HTMLInputElement>("input"), "typed");
  played.region.reloaded(snapshotOf(typing), { changed: true });
  played.open = false;
  await played.answer({ refused: "offline" });
  await played.reconnect();
  await played.answer({ page: typing });
  strictEqual(played.element<HTMLInputElement>("input").value, "typed");
});

test("begins anew when the server says so, and sends nothing meanwhile", async () => {
  const played = await play(typing);
  await played.answer({});
  played.region.lost?.();
  await settle();
  deepStrictEqual(played.asked[1]?.slice(3), ["", undefined]);
  input(played.element<HTMLInputElement>("input"), "a long letter");
  strictEqual(actsOf(played).length, 0);
  await played.answer({ page: typing });
  strictEqual(played.element<HTMLInputElement>("input").value, "a long letter");
  strictEqual(actsOf(played).at(-1)?.[4].value, "a long letter");
});

// `slow` waits for the test.
const functions = `data:text/javascript,
  export const functions = { slow: { run: () => globalThis.slow.promise } };
  export const browserCodecs = { slow: { input: { unpack: (value) => value }, output: { pack: (value) => value } } };`;

for (const [how, told] of [["stop", 0], ["reconnected", 0], ["receive", 1]] as const) {
  test(`tells the answer of the browser to the loop that has asked alone: ${how}()`, async () => {
    const played = await play(<p>a</p>);
    await played.answer({});
    played.tab.current = { ...played.tab.current, functions };
    const slow = Promise.withResolvers<string>();
    Object.assign(globalThis, { slow });
    const question = { type: "function", name: "slow", input: null };
    played.receive([0, { effects: [{ type: "ask", id: 1, question }] }]);
    played.region[how]?.("topic", ["run", 1], null);
    slow.resolve("late");
    await settle();
    strictEqual(played.sent.filter(([kind]) => kind === "told").length, told);
  });
}

test("hears a form that has fields with the names of its own properties", async () => {
  const played = await play(
    <form>
      <input name="elements" />
      <input name="form" />
      <input name="dataset" />
      <input name="other" onInput={send(({ value }: PageEvent) => value)} />
    </form>,
  );
  const form = played.element<HTMLFormElement>("form");
  // The DOM of this test does not hide them by itself.
  for (const name of ["elements", "form", "dataset"]) {
    Object.defineProperty(form, name, { value: played.element(`[name=${name}]`) });
  }
  await played.answer({});
  input(played.element<HTMLInputElement>("[name=other]"), "heard");
  strictEqual(actsOf(played)[0]?.[4].value, "heard");
});

test("leaves nothing busy on a page that has failed", async () => {
  const played = await play(<button type="button" onClick={send("clicked")}>+</button>);
  await played.answer({});
  const button = played.element("button");
  click(button);
  played.receive(["ended", "trace 1"]);
  strictEqual(button.hasAttribute("data-rally-busy"), false);
  ok(played.outlet.textContent?.includes("trace 1"));
});
