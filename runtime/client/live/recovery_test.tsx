import { deepStrictEqual, strictEqual } from "node:assert";
import type { PageEvent } from "../../page/send.ts";
import type { LostSave } from "../connection/lost_save.ts";
import { actionForm, actsOf, meantBy, play, type Played, send, settle, submitForm } from "./played_page_test.ts";

/** What is not found waits for a while for parts of the page that come late. */
function test(name: string, run: () => Promise<void>): void {
  Deno.test({ name: `rememberWork() ${name}`, fn: run, sanitizeOps: false, sanitizeResources: false });
}

/** Plays an outage: something is done in it, and then the page is built anew. */
async function outage(played: Played, done: () => void, page: unknown): Promise<void> {
  await played.answer({});
  played.open = false;
  done();
  await played.reconnect();
  await played.answer({ page });
}

function press(button: HTMLElement): void {
  submitForm(button.closest("form")!, button);
}

/** Runs with a clock that is at the end of everybody's patience at once. */
async function outOfPatience(run: () => Promise<void>): Promise<readonly LostSave[]> {
  const told: LostSave[] = [];
  const { dispatchEvent, setTimeout } = globalThis;
  globalThis.dispatchEvent = (event) => {
    told.push((event as CustomEvent<LostSave>).detail);
    return false;
  };
  globalThis.setTimeout = ((work: () => void, ms = 0) => setTimeout(work, ms === 10_000 ? 0 : ms)) as never;
  try {
    await run();
    await settle();
  } finally {
    Object.assign(globalThis, { dispatchEvent, setTimeout });
  }
  return told;
}

const removal = (id: string) => (
  <form {...actionForm("remove")}>
    <input type="hidden" name="id" value={id} />
    <button type="submit">Remove</button>
  </form>
);
const danger = (
  <form {...actionForm("removeAll")}>
    <button type="submit">Remove</button>
  </form>
);
const removals = (...forms: unknown[]) => <section>{forms}</section>;

test("sends the form that was sent, wherever it stands now", async () => {
  const played = await play(removals([removal("1"), removal("2")]));
  const page = removals([danger, removal("0"), removal("1"), removal("2")]);
  await outage(played, () => press(played.element("button")), page);
  strictEqual(meantBy(played, page), "remove");
  deepStrictEqual(actsOf(played).map(([, , , , { form }]) => form), [[["id", "1"]]]);
});

test("tells of a form that is there no more, and sends no other", async () => {
  const played = await play(removals([removal("1"), removal("2")]));
  const told = await outOfPatience(() =>
    outage(played, () => press(played.element("button")), removals([danger, removal("0")]))
  );
  deepStrictEqual(actsOf(played), []);
  deepStrictEqual(told.map(({ action }) => action), ["remove"]);
});

test("sends no form without the button that was pressed", async () => {
  const form = (...buttons: unknown[]) => <form {...actionForm("decide")}>{buttons}</form>;
  const button = (value: string) => <button type="submit" name="decision" value={value}>OK</button>;
  const played = await play(form([button("keep"), button("drop")]));
  const told = await outOfPatience(() => outage(played, () => press(played.element("button")), form([button("drop")])));
  deepStrictEqual(actsOf(played), []);
  strictEqual(told.length, 1);
});

const saved = (id: string) => send(({ value }: PageEvent) => `${id}: ${value}`);
const list = (...rows: unknown[]) => <ul>{rows}</ul>;
const plain = (id: string) => (
  <li key={id}>
    <input name="title" value={`record ${id}`} onChange={saved(id)} />
  </li>
);
const named = (id: string) => (
  <li key={id}>
    Record {id} <textarea name="note" onInput={saved(id)}></textarea>
  </li>
);
const bare = (id: string) => (
  <li key={id}>
    <input name="note" onInput={saved(id)} />
  </li>
);

function type(field: HTMLInputElement, text: string, event?: string): void {
  field.value = text;
  if (event) field.dispatchEvent(new Event(event, { bubbles: true }));
}

test("types into the field of the same record, told by what it was filled with", async () => {
  const played = await play(list([plain("1"), plain("2")]));
  const page = list([plain("0"), plain("1"), plain("2")]);
  await outage(played, () => type(played.element("input"), "typed"), page);
  strictEqual(meantBy(played, page), "1: typed");
  strictEqual(actsOf(played).length, 1);
});

test("types into the field of the same record, told by the text of its row", async () => {
  const played = await play(list([named("1"), named("2")]));
  const page = list([named("0"), named("1"), named("2")]);
  await outage(played, () => type(played.element("textarea"), "typed", "input"), page);
  strictEqual(meantBy(played, page), "1: typed");
});

test("types into no field when it cannot be told which record's it is", async () => {
  const played = await play(list([bare("1"), bare("2")]));
  const page = list([bare("0"), bare("1"), bare("2")]);
  await outage(played, () => type(played.element("input"), "typed", "input"), page);
  deepStrictEqual([...played.outlet.querySelectorAll("input")].map(({ value }) => value), ["", "", ""]);
  deepStrictEqual(actsOf(played), []);
});

test("types into a field again that was drawn with what was typed", async () => {
  const draft = (text: string) => (
    <form>
      <input name="draft" value={text} onInput={send(({ value }: PageEvent) => value)} />
      <p>{text.length} of 100</p>
    </form>
  );
  const played = await play(draft(""));
  const field = played.element<HTMLInputElement>("input");
  await outage(played, () => {
    type(field, "typed", "input");
    field.setAttribute("value", "typed");
    played.element("p").textContent = "5 of 100";
  }, draft(""));
  strictEqual(meantBy(played, draft("")), "typed");
});

test("types into the field between the same neighbours", async () => {
  const row = (id: string, count: number) => (
    <li key={id}>
      {count} <input name="note" onInput={saved(id)} />
    </li>
  );
  const played = await play(list([row("1", 0), row("2", 5), row("3", 0)]));
  const page = list([row("1", 0), row("2", 6), row("3", 0)]);
  await outage(played, () => type(played.outlet.querySelectorAll("input")[1]!, "typed", "input"), page);
  strictEqual(meantBy(played, page), "2: typed");
});

test("sends no form without what was typed into it", async () => {
  const form = (text: string) => (
    <form {...actionForm("rename")}>
      <input name="title" value={text} />
      <button type="submit">Save</button>
    </form>
  );
  const played = await play(form("one"));
  const told = await outOfPatience(() =>
    outage(played, () => {
      type(played.element("input"), "typed");
      press(played.element("button"));
    }, form("of somebody else"))
  );
  deepStrictEqual(actsOf(played), []);
  deepStrictEqual(told.map(({ action }) => action), ["rename"]);
});

test("sends a form that was sent before the page ran, when it is built anew", async () => {
  const page = (
    <form onSubmit={send(({ form }: PageEvent) => form)}>
      <input name="title" />
    </form>
  );
  const played = await play(page);
  type(played.element("input"), "typed");
  submitForm(played.element<HTMLFormElement>("form"));
  await played.answer({ page });
  deepStrictEqual(actsOf(played).map(([, , , , { form }]) => form), [[["title", "typed"]]]);
});

test("goes on after a step that throws", async () => {
  const page = (
    <main>
      <details>
        <summary>More</summary>
      </details>
      <input name="title" onInput={saved("1")} />
    </main>
  );
  const played = await play(page);
  const { error } = console;
  const property = Object.getOwnPropertyDescriptor(HTMLDetailsElement.prototype, "open")!;
  try {
    console.error = () => {};
    await outage(played, () => {
      type(played.element("input"), "typed", "input");
      const set = () => {
        throw new TypeError("Cannot open it");
      };
      Object.defineProperty(HTMLDetailsElement.prototype, "open", { ...property, set });
    }, page);
  } finally {
    console.error = error;
    Object.defineProperty(HTMLDetailsElement.prototype, "open", property);
  }
  strictEqual(meantBy(played, page), "1: typed");
});
