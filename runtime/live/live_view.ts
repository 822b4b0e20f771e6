/**
 * The rendering of one live page on the server: keeps what the browser shows and tells what to change. It knows
 * neither socket nor loop. What travels, drawn once (the browser's half is `client/live/patcher.ts`):
 *
 * ```
 * shape      [version, child, isFull]        isFull: 1 when texts and attributes are there too
 * templates  [[number, markup, slots], …]    markup with ` $0` for attributes and <!--$1--> for children;
 *                                            by slot: 0 child, 1 flag, 2 text, 3 island, "name" attribute, "@event" handler
 * child      "text"                          in a lean shape 0
 *            [template, number, value, …]    one use of a template; the values of its slots, nothing at the end left out
 *            [item, …]                       a list of such uses
 *            {"html": "<b>…</b>"}            finished HTML
 * value      child | "attribute" or null | flag's name or "" | 1, 0 or options as JSON for a handler | {…} props
 * patch      [slot, value, slot, value, …]   templates that are new go before, as its first element
 *            a list's value may be           {"-": [number, …], "+": [before, item or number, …]}
 *                                            gone, then placed in this order; before 0 is the end
 * ```
 *
 * Each patch is the next version, so it need not say so: both sides count. The numbers of templates are those of the
 * server, and a browser keeps what it was sent for the pages that follow.
 *
 * @module
 */
import type { Outgoing } from "../page/send.ts";
import type { View } from "../page/module.ts";
import type { RenderOptions } from "../render/render_html.ts";
import type { Json } from "../wire/codec.ts";
import { growChild, type Pass } from "./grow_child.ts";
import { HandlerTables } from "./handler_tables.ts";
import { liveHtml } from "./live_html.ts";
import type { LiveSlot, LiveTemplate } from "./live_template.ts";
import { type Child, encodeChild, templatesOf } from "./live_tree.ts";
import { settle } from "./settle.ts";
import { createTemplateNumbers, type TemplateNumbers } from "./template_numbers.ts";
import { updateChild } from "./update_child.ts";

/**
 * The templates that the browser at the other end of a socket has, by their numbers: those of every version that it has
 * said to show. What was sent with anything else may have been dropped, e.g. because its page was left.
 */
export type KnownTemplates = Set<number>;

/** What is forgotten here is sent once more. */
const maxKnown = 1000;

/** What one live page shows, by versions. The first rendering is version 1. */
export class LiveView {
  #version = 1;
  #options: RenderOptions;
  #root: Child;
  // 0 is the slot of the whole page.
  #lastNumber = 0;
  readonly #numbers: TemplateNumbers;
  #known: KnownTemplates = new Set();
  /** The numbers of templates that the browser was sent and may not have, with the versions that they came with. */
  readonly #unseen = new Map<number, number>();
  readonly #handlers: HandlerTables;

  /**
   * Renders for the first time.
   *
   * @param numbers Those of all pages of one server.
   */
  constructor(view: View, options: RenderOptions = {}, numbers: TemplateNumbers = createTemplateNumbers()) {
    this.#options = options;
    this.#numbers = numbers;
    const pass = this.#pass(options, 1);
    this.#root = growChild(settle(view), options, pass);
    this.#handlers = new HandlerTables(pass.handlers);
  }

  /** Those of the latest rendering. */
  get options(): RenderOptions {
    return this.#options;
  }

  /** Moves with every patch, and only then. */
  get version(): number {
    return this.#version;
  }

  /** The page as HTML, with the markers by which the browser finds its parts. */
  html(): string {
    return liveHtml(this.#root);
  }

  /** What the browser needs to take over {@linkcode html}. */
  shape(): Json {
    return [this.#version, encodeChild(this.#root, this.#numbers, "lean")];
  }

  /** What the browser needs to build the page from nothing. */
  content(): Json {
    return [this.#version, encodeChild(this.#root, this.#numbers, "full"), 1];
  }

  /**
   * The templates of what is shown. Those that an update brings in travel with its patch.
   *
   * @param known Those that the browser has.
   */
  templates(known: ReadonlySet<number> = new Set()): Json {
    return [...templatesOf(this.#root)].flatMap((template) => {
      const number = this.#numbers.numberOf(template);
      return known.has(number) ? [] : [encodeTemplate(template, number)];
    });
  }

  /** Goes on with what the browser knows of all pages of its socket; what it learns of this one is added. */
  join(known: KnownTemplates): void {
    this.#known = known;
  }

  /**
   * Renders the next view.
   *
   * A rendering that changes nothing but what handlers carry gives no patch and no new version: the handlers of the
   * shown version are replaced, so that a click sends what the model says now, as it does in client mode.
   *
   * @param options Replaces what the first rendering was given.
   * @returns The patch that makes the next version, or `undefined` when nothing that can be seen has changed.
   * @throws What a component throws. The view is then in no state to go on.
   */
  update(view: View, options: RenderOptions = this.#options): Json[] | undefined {
    const pass = this.#pass(options === this.#options ? options : undefined, this.#version + 1);
    this.#options = options;
    this.#root = updateChild(this.#root, view, { slot: 0, around: options }, pass);
    if (pass.changes.length > 0) this.#version++;
    this.#handlers.keep(this.#version, pass.handlers);
    if (pass.changes.length === 0) return undefined;
    return pass.fresh.length > 0 ? [pass.fresh, ...pass.changes] : pass.changes;
  }

  /** The handler that a slot had in a version; `stale` when that version is too old to know. */
  handler(version: number, slot: number): Outgoing | "stale" | undefined {
    return this.#handlers.find(version, slot);
  }

  /** The browser shows this version: the handlers of older ones are dropped, and its templates are known. */
  ack(version: number): void {
    this.#handlers.ack(version);
    for (const [number, since] of this.#unseen) {
      if (since > version) return;
      this.#unseen.delete(number);
      if (this.#known.size >= maxKnown) this.#known.clear();
      this.#known.add(number);
    }
  }

  #pass(unchanged: RenderOptions | undefined, version: number): Pass & { readonly fresh: Json[] } {
    const fresh: Json[] = [];
    return {
      fresh,
      unchanged,
      handlers: new Map(),
      changes: [],
      mint: (count) => {
        const first = this.#lastNumber + 1;
        this.#lastNumber += count;
        return first;
      },
      numberOf: (template) => {
        const number = this.#numbers.numberOf(template);
        if (!this.#known.has(number) && !this.#unseen.has(number)) {
          this.#unseen.set(number, version);
          fresh.push(encodeTemplate(template, number));
        }
        return number;
      },
    };
  }
}

function encodeTemplate({ markup, slots }: LiveTemplate, number: number): Json {
  return [number, markup, slots.map(encodeSlot)];
}

function encodeSlot(slot: LiveSlot): Json {
  switch (slot.type) {
    case "child":
      return 0;
    case "flag":
      return 1;
    case "text":
      return 2;
    case "island":
      return 3;
    case "attribute":
      return slot.name;
    case "handler":
      return "@" + slot.event;
  }
}
