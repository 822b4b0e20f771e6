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
 * Each patch is the next version, so it need not say so: both sides count.
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
import { type Child, encodeChild } from "./live_tree.ts";
import { settle } from "./settle.ts";
import { updateChild } from "./update_child.ts";

/** What one live page shows, by versions. The first rendering is version 1. */
export class LiveView {
  #version = 1;
  #options: RenderOptions;
  #root: Child;
  // 0 is the slot of the whole page.
  #lastNumber = 0;
  readonly #templates: LiveTemplate[] = [];
  readonly #numbers = new Map<LiveTemplate, number>();
  readonly #handlers = new HandlerTables();

  /** Renders for the first time. */
  constructor(view: View, options: RenderOptions = {}) {
    this.#options = options;
    const pass = this.#pass(options);
    this.#root = growChild(settle(view), options, pass);
    this.#handlers.keep(1, pass.handlers);
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
    return [this.#version, encodeChild(this.#root, this.#numbering(), "lean")];
  }

  /** What the browser needs to build the page from nothing; it may also take over {@linkcode html} with it. */
  content(): Json {
    return [this.#version, encodeChild(this.#root, this.#numbering(), "full"), 1];
  }

  /**
   * The templates of the page so far. Those that an update brings in travel with its patch.
   *
   * @param known The numbers of those that the browser has from this same page.
   */
  templates(known: ReadonlySet<number | string> = new Set()): Json {
    return this.#templates.flatMap((template, number) => known.has(number) ? [] : [encodeTemplate(template, number)]);
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
    const known = this.#templates.length;
    const pass = this.#pass(options === this.#options ? options : undefined);
    this.#options = options;
    this.#root = updateChild(this.#root, view, { slot: 0, around: options }, pass);
    if (pass.changes.length > 0) this.#version++;
    this.#handlers.keep(this.#version, pass.handlers);
    if (pass.changes.length === 0) return undefined;
    const fresh = this.#templates.slice(known).map((template, at) => encodeTemplate(template, known + at));
    return fresh.length > 0 ? [fresh, ...pass.changes] : pass.changes;
  }

  /** The handler that a slot had in a version; `stale` when that version is too old to know. */
  handler(version: number, slot: number): Outgoing | "stale" | undefined {
    return this.#handlers.find(version, slot);
  }

  /** The browser shows this version: the handlers of older ones are dropped. */
  ack(version: number): void {
    this.#handlers.ack(version);
  }

  #pass(unchanged: RenderOptions | undefined): Pass {
    return {
      unchanged,
      handlers: new Map(),
      changes: [],
      mint: (count) => {
        const first = this.#lastNumber + 1;
        this.#lastNumber += count;
        return first;
      },
      ...this.#numbering(),
    };
  }

  #numbering(): { numberOf(template: LiveTemplate): number } {
    return { numberOf: (template) => this.#numberOf(template) };
  }

  #numberOf(template: LiveTemplate): number {
    const known = this.#numbers.get(template);
    if (known !== undefined) return known;
    const number = this.#templates.push(template) - 1;
    this.#numbers.set(template, number);
    return number;
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
