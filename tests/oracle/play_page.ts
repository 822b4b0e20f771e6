/**
 * Plays one generated page: the real loop of live pages on one side, a mirror of its frames on the other, and random
 * messages between them.
 *
 * @module
 */
import { strictEqual } from "node:assert";
import { type LiveServices, startLiveLoop } from "../../runtime/live/live_loop.ts";
import { LiveView } from "../../runtime/live/live_view.ts";
import type { LoopModule, View } from "../../runtime/page/module.ts";
import { recordingSend, type Send } from "../../runtime/page/send.ts";
import { requireSame, spelled } from "../../runtime/testing/drawn_page.ts";
import { PageMirror } from "../../runtime/testing/page_mirror.ts";
import type { Json } from "../../runtime/wire/codec.ts";
import type { WireEvent } from "../../runtime/wire/frames.ts";
import type { LiveUpdate } from "../../runtime/wire/patch_frame.ts";
import { type Model, type Msg, randomMessage, randomModel, update } from "./live_model.ts";
import type { Random } from "./views.ts";

/** The view of a generated page, compiled. */
export type PageView = (model: Model, send: Send<Msg>) => View;

/** What a browser gets of a page. */
export interface PlayedPage {
  /** The server's HTML with its markers, and what adopts it; or what builds the page from nothing. */
  readonly start: { readonly html: string; readonly shape: Json; readonly templates: Json };
  /** The first of them has happened before the page is there. */
  readonly steps: readonly PlayedStep[];
}

/** What a step sends, and the page's HTML after it. */
export interface PlayedStep {
  readonly patches: readonly (readonly Json[])[];
  readonly html: string;
}

/** How a page is played. */
export interface PlayOptions {
  readonly random: Random;
  readonly steps: number;
  /** Whether the page is taken over from the server's HTML, or built from nothing. */
  readonly how: "adopt" | "build";
}

/**
 * Plays a page and compares after each step.
 *
 * @throws {Error} At the first difference.
 */
export function playPage(view: PageView, { random, steps, how }: PlayOptions): PlayedPage {
  const first = [randomModel(random), []] as const;
  const page = new LiveView(view(first[0], recordingSend));
  const shape = how === "adopt" ? page.shape() : page.content();
  const start = { html: page.html(), shape, templates: page.templates() };
  const mirror = new PageMirror(start);
  using timers = heldTimers();
  let sent: (readonly Json[])[] = [];
  const loop = startLiveLoop({
    module: { update, view } as unknown as LoopModule,
    first,
    view: page,
    services: services(({ patch }) => patch.length > 0 && sent.push(patch)),
  });
  const played: PlayedStep[] = [];

  function happen(ref: number): void {
    const handlers = handlersOf(mirror);
    const chosen = random(2) === 0 ? handlers[random(handlers.length)] : undefined;
    if (chosen) loop.act(ref, { version: mirror.version, slot: chosen.slot }, eventOf(chosen.event));
    else {
      const message = randomMessage(random);
      loop.tell(() => message);
    }
  }

  function compare(): void {
    // What is drawn when there is room for it again follows in the same step.
    for (const patch of sent) {
      mirror.apply(patch);
      loop.seen(mirror.version);
    }
    const html = loop.drawn({});
    requireSame(spelled(mirror.html()), spelled(html), "What the page was sent");
    strictEqual(mirror.version, page.version);
    for (const { slot, mark } of handlersOf(mirror)) strictEqual(messageOf(page.handler(page.version, slot)), mark);
    played.push({ patches: sent, html });
    sent = [];
  }

  compare();
  for (let step = 1; step <= steps; step++) {
    // Several within one frame are drawn as one, and their sender sees what was there before the first of them.
    for (let more = random(3); more >= 0; more--) happen(step);
    timers.run();
    compare();
  }
  loop.stop();
  return { start, steps: played };
}

interface Handler {
  readonly slot: number;
  readonly event: string;
  /** What the attribute before it says that it carries. */
  readonly mark: unknown;
}

function handlersOf(mirror: PageMirror): Handler[] {
  const handlers: Handler[] = [];
  let before: unknown;
  for (const { number, kind, value } of mirror.slots()) {
    if (String(kind).startsWith("@") && value) handlers.push({ slot: number, event: String(kind), mark: before });
    before = value;
  }
  return handlers;
}

function messageOf(found: ReturnType<LiveView["handler"]>): string {
  if (typeof found !== "object" || found.type === "submit") return String(found);
  return JSON.stringify(found.type === "message" ? found.message : found.toMessage({ ...eventOf("input"), form: {} }));
}

function eventOf(kind: string): WireEvent {
  return { type: kind.replace(/[@!]/g, ""), value: "typed", checked: false, key: "", form: [] };
}

/** Timers that fall due when they are told to: a frame of a page lasts as long as its step. */
function heldTimers() {
  const { setTimeout, clearTimeout } = globalThis;
  const waiting = new Map<number, () => void>();
  let last = 0;
  Object.assign(globalThis, {
    setTimeout(work: () => void) {
      waiting.set(++last, work);
      return last;
    },
    clearTimeout: (timer: number) => void waiting.delete(timer),
  });
  return {
    run() {
      for (const [timer, work] of waiting) {
        waiting.delete(timer);
        work();
      }
    },
    [Symbol.dispose]: () => void Object.assign(globalThis, { setTimeout, clearTimeout }),
  };
}

function services(send: (update: LiveUpdate) => unknown): LiveServices {
  const nothing = () => {};
  return {
    act: nothing,
    reload: nothing,
    subscribe: nothing,
    listen: nothing,
    watch: nothing,
    mailbox: {
      handles: nothing,
      post(work) {
        work();
        return Promise.resolve();
      },
      tell: (work) => work(),
    },
    wire: {},
    functions: () => undefined,
    after: () => nothing,
    send,
    refused(what) {
      throw new Error(`The page has refused an event: it knows no such ${what}`);
    },
    overflowed() {
      throw new Error("More waits for the browser than is kept");
    },
    failed(error) {
      throw error;
    },
  };
}
