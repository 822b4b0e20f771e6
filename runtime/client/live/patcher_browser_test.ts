import { deepStrictEqual, fail, ok, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { chromium, type Page } from "playwright-core";
import { LiveView } from "../../live/live_view.ts";
import { renderToHtml } from "../../render/render_html.ts";
import type { Json } from "../../wire/codec.ts";
import { fields, moved, rows, special, todo } from "./field_views_test.tsx";
import { nextModel, randomModel, randomView, seeded } from "./random_views_test.tsx";

const seeds = 3;
const runs = Number(Deno.env.get("RALLY_CASES") ?? 60) / seeds;
const updates = 10;

// What the page keeps for the tests, see `probe`.
interface Probe {
  start(how: unknown): void;
  /** All events have been answered. */
  answer(): void;
  apply(patch: unknown): void;
  shown(): string;
  fresh(html: string): string;
  clicks(): [slot: number, version: number, message: string | null][];
}
declare const probe: Probe;

Deno.test("patcher in Chromium", async (t) => {
  const browser = await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    await page.setContent("<!doctype html><div id=outlet></div>");
    await page.addScriptTag({ content: await probeScript() });
    for (let seed = 1; seed <= seeds; seed++) {
      await t.step(`every patch gives the DOM of fresh HTML, seed ${seed}`, () => compareRuns(page, seed));
    }
    await t.step("a page that the parser has moved is built from a full shape", () => compareMoved(page));
    await t.step("patched fields follow the server, but not while somebody types", () => typeWhilePatched(page));
    await t.step("what was typed before the page was taken over stays", () => typeBeforeAdoption(page));
    await t.step("a submitted field is emptied although it has the focus", () => submitAndEmpty(page));
    await t.step("moved rows keep the focus", () => moveFocused(page));
    await t.step("moved rows keep the focus in browsers that cannot move a node", async () => {
      await page.evaluate("delete Element.prototype.moveBefore");
      await moveFocused(page);
    });
    await t.step("elements and attributes of others do no harm", () => adoptAmongForeign(page));
    await t.step("what a translator has put in the place of a text is replaced", () => translate(page));
    await t.step("special elements keep what is the browser's", () => patchSpecial(page));
  } finally {
    await browser.close();
    await esbuild.stop();
  }
});

async function compareRuns(page: Page, seed: number): Promise<void> {
  const random = seeded(seed);
  for (let run = 0; run < runs; run++) {
    let model = randomModel(random);
    const view = new LiveView(randomView(model));
    const how = run % 3 === 2 ? "build" : "adopt";
    await start(page, how, view);
    const story: { patch: Json; html: string }[] = [];
    for (let update = 0; update <= updates; update++) {
      const patch = update === 0 ? undefined : view.update(randomView(model = nextModel(model, random)));
      story.push({ patch: patch ?? null, html: renderToHtml(randomView(model)) });
    }
    const results = await page.evaluate(
      (story) =>
        (JSON.parse(story) as { patch: unknown; html: string }[]).map(({ patch, html }) => {
          if (patch !== null) probe.apply(patch);
          return [probe.shown(), probe.fresh(html)] as const;
        }),
      JSON.stringify(story),
    );
    for (const [update, [shown, fresh]] of results.entries()) {
      if (shown === fresh) continue;
      const at = [...fresh].findIndex((letter, index) => letter !== shown[index]) - 40;
      const { patch } = story[update]!;
      fail(
        `Seed ${seed}, run ${run} (${how}), update ${update}: got "…${shown.slice(at, at + 80)}…", ` +
          `expected "…${fresh.slice(at, at + 80)}…" after ${JSON.stringify(patch)}`,
      );
    }
    for (const [slot, version, message] of await page.evaluate(() => probe.clicks())) {
      const found = view.handler(version, slot);
      ok(typeof found === "object" && found.type === "message", `no handler in slot ${slot} of version ${version}`);
      strictEqual(found.message, message);
    }
  }
}

async function compareMoved(page: Page): Promise<void> {
  const view = new LiveView(moved(["a"]));
  await rejects(start(page, "adopt", view), /Mismatch/);
  await start(page, "build", view);
  deepStrictEqual(await page.evaluate(() => document.querySelectorAll("tbody").length), 0);
  await patch(page, view, moved(["a", "b"]));
  strictEqual(await page.textContent("table"), "ab");
}

async function typeWhilePatched(page: Page): Promise<void> {
  const view = new LiveView(fields({ text: "one", isOn: false, choice: "a" }));
  await start(page, "adopt", view);
  const values = () =>
    page.evaluate(() => {
      const [text, area, box, choice] = ["#text", "#area", "#box", "#choice"].map((id) => document.querySelector(id)!);
      return [
        (text as HTMLInputElement).value,
        (area as HTMLTextAreaElement).value,
        (box as HTMLInputElement).checked,
        (choice as HTMLSelectElement).value,
      ];
    });
  const tell = (model: Parameters<typeof fields>[0]) => patch(page, view, fields(model));
  deepStrictEqual(await values(), ["one", "one", false, "a"]);
  await page.fill("#text", "typed before");
  await page.fill("#area", "typed before");
  await page.check("#box");
  await page.selectOption("#choice", "b");
  await tell({ text: "two", isOn: true, choice: "c" });
  deepStrictEqual(await values(), ["two", "two", true, "c"]);
  await tell({ text: "three", isOn: false, choice: "a" });
  deepStrictEqual(await values(), ["three", "three", false, "a"]);
  await page.focus("#text");
  await page.keyboard.type("!");
  await tell({ text: "four", isOn: true, choice: "b" });
  deepStrictEqual(await values(), ["three!", "four", true, "b"]);
  await page.focus("#area");
  await page.keyboard.type("?");
  await tell({ text: "five", isOn: true, choice: "b" });
  deepStrictEqual(await values(), ["five", "four?", true, "b"]);
}

async function typeBeforeAdoption(page: Page): Promise<void> {
  const view = new LiveView(fields({ text: "one", isOn: true, choice: "a" }));
  await page.evaluate((html) => document.querySelector("#outlet")!.innerHTML = html, view.html());
  await page.fill("#text", "early");
  await page.uncheck("#box");
  const taken = JSON.stringify({ how: "adopt", html: null, shape: view.shape(), templates: view.templates() });
  await page.evaluate((start) => probe.start(JSON.parse(start)), taken);
  strictEqual(await page.inputValue("#text"), "early");
  strictEqual(await page.isChecked("#box"), false);
  await patch(page, view, fields({ text: "one", isOn: false, choice: "a" }));
  await patch(page, view, fields({ text: "two", isOn: true, choice: "a" }));
  strictEqual(await page.inputValue("#text"), "two");
  strictEqual(await page.isChecked("#box"), true);
}

async function submitAndEmpty(page: Page): Promise<void> {
  const view = new LiveView(todo({ draft: "", done: 0 }));
  await start(page, "adopt", view);
  const answer = async (model: Parameters<typeof todo>[0]) => {
    await page.evaluate(() => probe.answer());
    await patch(page, view, todo(model));
  };
  await page.focus("#draft");
  await page.keyboard.type("milk");
  await answer({ draft: "milk", done: 0 });
  await page.keyboard.press("Enter");
  await answer({ draft: "", done: 1 });
  strictEqual(await page.inputValue("#draft"), "");
  await page.keyboard.type("next");
  await patch(page, view, todo({ draft: "older", done: 2 }));
  strictEqual(await page.inputValue("#draft"), "next");
  await page.evaluate(() => probe.answer());
  strictEqual(await page.inputValue("#draft"), "older");
}

async function moveFocused(page: Page): Promise<void> {
  const view = new LiveView(rows(["a", "b", "c", "d"]));
  await start(page, "adopt", view);
  await page.focus("#a");
  await page.keyboard.type("x");
  await patch(page, view, rows(["b", "c", "d", "a"]));
  deepStrictEqual(
    await page.evaluate(
      () => [document.activeElement?.id, [...document.querySelectorAll("input")].map((each) => each.id).join("")],
    ),
    ["a", "bcda"],
  );
}

async function adoptAmongForeign(page: Page): Promise<void> {
  const models = [{ ids: ["a", "b"], text: "one" }, { ids: ["b", "c", "a"], text: "two" }, { ids: ["c"], text: "" }];
  for (const wrapper of [false, true]) {
    const [first, ...others] = models;
    const view = new LiveView(rows(first!.ids, first!.text));
    await page.evaluate((html) => document.querySelector("#outlet")!.innerHTML = html, view.html());
    const own = await page.evaluate((everywhere) => {
      const outlet = document.querySelector("#outlet")!;
      const elements = [...outlet.querySelectorAll("*")];
      for (const element of elements) {
        element.setAttribute("data-ext", "");
        element.before(document.createElement("x-ext"));
        if (everywhere && element.localName !== "input") element.prepend(document.createElement("x-ext"));
      }
      (globalThis as { own?: Element[] }).own = elements;
      return elements.length;
    }, wrapper);
    const taken = JSON.stringify({ how: "adopt", html: null, shape: view.shape(), templates: view.templates() });
    await page.evaluate((start) => probe.start(JSON.parse(start)), taken);
    strictEqual(await page.evaluate("own.filter((each) => each.isConnected).length"), own);
    for (const { ids, text } of others) {
      await patch(page, view, rows(ids, text));
      strictEqual(await page.textContent("ul"), ids.map(() => text).join(""));
      strictEqual(await page.textContent("p"), `Named: ${text}!`);
      deepStrictEqual(await page.evaluate(() => [...document.querySelectorAll("input")].map(({ id }) => id)), ids);
    }
  }
}

async function translate(page: Page): Promise<void> {
  const view = new LiveView(rows(["a"], "one"));
  await start(page, "adopt", view);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("#outlet")!, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const font = document.createElement("font");
      font.textContent = text.data + " (fr)";
      text.replaceWith(font);
    }
  });
  for (const text of ["two", "three"]) {
    await patch(page, view, rows(["a"], text));
    strictEqual(await page.textContent("li"), text);
    strictEqual(await page.textContent("p"), `Named:  (fr)${text}! (fr)`);
  }
}

async function patchSpecial(page: Page): Promise<void> {
  const view = new LiveView(special({ text: "one", isFull: false }));
  await start(page, "adopt", view);
  const state = () =>
    page.evaluate(() => [
      (document.querySelector("#details") as HTMLDetailsElement).open,
      document.querySelector("#dialog:modal") !== null,
      document.querySelector("#popover:popover-open") !== null,
      [...document.querySelectorAll("#outlet p, mi")].map((each) => each.textContent).join(),
    ]);
  await page.evaluate(() => {
    (document.querySelector("#details") as HTMLDetailsElement).open = true;
    (document.querySelector("#dialog") as HTMLDialogElement).showModal();
    (document.querySelector("#popover") as HTMLElement).showPopover();
  });
  await patch(page, view, special({ text: "two", isFull: true }));
  deepStrictEqual(await state(), [true, true, true, "two,two,two,two"]);
  deepStrictEqual(
    await page.evaluate(() => [
      document.querySelector("mo")?.namespaceURI,
      (document.querySelector("#video") as HTMLVideoElement).muted,
      // What comes with a patch is shown, and nothing of it is run.
      (globalThis as { hasRun?: boolean }).hasRun,
    ]),
    ["http://www.w3.org/1998/Math/MathML", true, undefined],
  );
}

async function start(page: Page, how: "adopt" | "build", view: LiveView): Promise<void> {
  const shape = how === "build" ? view.content() : view.shape();
  const start = JSON.stringify({ how, html: view.html(), shape, templates: view.templates() });
  await page.evaluate((start) => probe.start(JSON.parse(start)), start);
}

async function patch(page: Page, view: LiveView, next: unknown): Promise<void> {
  await page.evaluate((patch) => probe.apply(JSON.parse(patch)), JSON.stringify(view.update(next)));
}

async function probeScript(): Promise<string> {
  const entry = `
    import { createPatcher } from "./patcher.ts";
    import { readFields, tellFields, writeWithheld } from "./told_fields.ts";
    const outlet = document.querySelector("#outlet");
    let patcher, events = [], waiting = [];
    const emit = (slot, version, event) => {
      event.preventDefault();
      waiting.push(tellFields(event.target, readFields(event)));
      events.push([slot, version, event.currentTarget.dataset.m ?? null]);
    };
    // Everything but comments, with attributes in order and what fields show.
    function canonical(node) {
      if (node.nodeType === 3) return node.data === "" ? [] : [node.data];
      if (node.nodeType !== 1) return [];
      const attributes = [...node.attributes].map(({ name, value }) => name + "=" + value).sort();
      const field = node.matches("input, textarea, select") ? [node.value, node.checked ?? null] : [];
      const children = [];
      for (const child of [...node.childNodes].flatMap(canonical)) {
        if (typeof child === "string" && typeof children.at(-1) === "string") children.push(children.pop() + child);
        else children.push(child);
      }
      return [[node.nodeName, node.namespaceURI.slice(-4), attributes, field, children]];
    }
    globalThis.probe = {
      start({ how, html, shape, templates }) {
        patcher?.dispose();
        events = [];
        if (how === "build") outlet.innerHTML = "<p>something else</p>";
        else if (html !== null) outlet.innerHTML = html;
        patcher = createPatcher(outlet, { shape, templates }, { isNew: how === "build", emit, known: new Map() });
      },
      answer() {
        for (const answered of waiting.splice(0)) answered();
        writeWithheld();
      },
      apply: (patch) => patcher.apply(patch),
      shown: () => JSON.stringify(canonical(outlet)[0].at(-1)),
      fresh(html) {
        const outlet = document.createElement("div");
        outlet.innerHTML = html;
        return JSON.stringify(canonical(outlet)[0].at(-1));
      },
      clicks() {
        events = [];
        for (const button of outlet.querySelectorAll("button:not([disabled])")) button.click();
        return events;
      },
    };`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "js" },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  return outputFiles[0]!.text;
}
