/**
 * The page of a test in a real browser: the same steps over the elements of playwright-core. What is looked for may
 * take a moment to appear, so a search waits for it.
 *
 * @module
 */
import type { BrowserElements } from "./browser.ts";
import type { BrowserVisit } from "./browser_visit.ts";
import { isNamedByContent, oneLine, type Query, queryOf, queryText } from "./query.ts";
import type { FoundElement, Name, PagePart, VisitedPage } from "./visited_page.ts";

/** Puts a page's steps over a tab of a browser. */
export function createBrowserPage(
  { window, tab, setOffline, close }: BrowserVisit,
  settled: () => Promise<void>,
): VisitedPage {
  let status = 200;
  // Of every document: a link or a form may lead to one, too. Pages of apps hold no frames.
  tab.on("response", (response) => {
    if (response.request().isNavigationRequest()) status = response.status();
  });
  return {
    ...partOf(tab.locator("body"), settled),
    get path() {
      const { pathname, search } = new URL(tab.url());
      return pathname + search;
    },
    get status() {
      return status;
    },
    async title() {
      await settled();
      return await tab.title();
    },
    async cookie(name) {
      await settled();
      const found = (await window.cookies()).find((cookie) => cookie.name === name);
      return found && decodeURIComponent(found.value);
    },
    async open(path) {
      await tab.goto(path);
      await settled();
    },
    async back() {
      await tab.goBack();
      await settled();
    },
    async offline() {
      await settled();
      await setOffline(true);
      await settled();
    },
    async online() {
      await setOffline(false);
      await settled();
    },
    close,
  };
}

function partOf(root: BrowserElements, settled: () => Promise<void>): PagePart {
  async function look<T>(what: string, work: () => Promise<T>): Promise<T> {
    await settled();
    try {
      return await work();
    } catch (error) {
      const shown = await root.ariaSnapshot().catch(() => "nothing");
      throw new Error(`Cannot ${what} in the browser\nit shows:\n${shown.slice(0, 4000)}`, { cause: error });
    }
  }

  async function step(what: string, work: () => Promise<unknown>): Promise<void> {
    await look(what, work);
    await settled();
  }

  const field = (label: Name) => root.getByLabel(label, { exact: true });

  return {
    find: (...args) =>
      look(`find ${queryText(queryOf(args))}`, async () => {
        const element = elementsOf(root, queryOf(args));
        await element.waitFor({ state: "attached" });
        return await describe(element, args[0]);
      }),
    findAll: (...args) =>
      look(`find ${queryText(queryOf(args))}`, async () => {
        const elements = await elementsOf(root, queryOf(args)).all();
        return await Promise.all(elements.map((element) => describe(element, args[0])));
      }),
    gone: (...args) =>
      look(
        `see the end of ${queryText(queryOf(args))}`,
        () => elementsOf(root, queryOf(args)).first().waitFor({ state: "detached" }),
      ),
    see: (text) => look(`see ${text}`, () => root.filter({ hasText: text }).waitFor({ state: "attached" })),
    text: () => look("read the text", async () => oneLine(await root.innerText())),
    click: (...args) => step(`click ${queryText(queryOf(args))}`, () => elementsOf(root, queryOf(args)).click()),
    fill: (label, value) => step(`fill ${label}`, () => field(label).fill(value)),
    select: (label, option) => step(`select in ${label}`, () => field(label).selectOption({ label: option })),
    check: (label) => step(`check ${label}`, () => field(label).check()),
    uncheck: (label) => step(`uncheck ${label}`, () => field(label).uncheck()),
    press: (label, key) => step(`press ${key} in ${label}`, () => field(label).press(key)),
    within: (...args) => partOf(elementsOf(root, queryOf(args)), settled),
  };
}

function elementsOf(root: BrowserElements, { role, name, states = {} }: Query): BrowserElements {
  if (name === undefined) return root.getByRole(role, states);
  const named = root.getByRole(role, { ...states, name, exact: true });
  return isNamedByContent(role) ? named : named.or(root.getByRole(role, states).filter({ hasText: wholeText(name) }));
}

/** A text as a pattern for the whole of what an element says, whatever its line breaks. */
function wholeText(name: Name): RegExp {
  if (typeof name !== "string") return name;
  const words = name.trim().split(/\s+/).map((word) => RegExp.escape(word));
  return new RegExp(`^\\s*${words.join("\\s+")}\\s*$`);
}

async function describe(element: BrowserElements, role: string): Promise<FoundElement> {
  const text = oneLine(await element.innerText());
  // Its first line is the element itself: `- button "Save" [disabled]`
  const [own = ""] = (await element.ariaSnapshot()).split("\n");
  const given: string | undefined = JSON.parse(/^- '?\S+ ("(?:[^"\\]|\\.)*")/.exec(own)?.[1] ?? "null") ?? undefined;
  const isField = /^(?:textbox|searchbox|spinbutton|combobox|listbox)$/.test(role);
  const isChecked = /^(?:checkbox|radio|switch)$/.test(role);
  return {
    role,
    name: given ?? (isNamedByContent(role) ? "" : text),
    text,
    value: isField ? await element.inputValue() : "",
    checked: isChecked && await element.isChecked(),
    disabled: await element.isDisabled(),
  };
}
