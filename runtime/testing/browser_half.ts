/**
 * What a browser does for the loops of a tab in a test: it carries out effects, keeps values, calls the functions of
 * `app/browser.ts` and listens to its window, its document and its media queries.
 *
 * @module
 */
import { listenTo } from "../client/listen_to.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { BrowserQuestion } from "../page/effect_host.ts";
import { refuse, type Result } from "../page/result.ts";
import type { PageEvent } from "../page/send.ts";
import { createSources, sourceKey, type Sources } from "../page/sources.ts";
import type { BrowserSource, Connection } from "../page/subscription.ts";
import type { BrowserCodecs } from "../wire/codec.ts";
import type { ClientFrame, SentQuestion } from "../wire/frames.ts";
import type { CookieJar } from "./cookie_jar.ts";
import { type RegionTab, wireEvent } from "./region.ts";
import { inWindow } from "./test_window.ts";

/** What effects change in a tab. */
export interface EffectTab extends Pick<RegionTab, "window" | "storage" | "navigate"> {
  readonly cookies: CookieJar;
}

/** Does what a page asks its browser for. */
export function runEffect({ window, storage, navigate, cookies }: EffectTab, effect: BrowserEffect): void {
  switch (effect.type) {
    case "navigate":
      return void navigate(effect.href, effect);
    case "focus":
      return window.document.querySelector<HTMLElement>(effect.selector)?.focus();
    case "cookie":
      return cookies.take(`${effect.name}=${encodeURIComponent(effect.value)}; Max-Age=${effect.maxAge}`);
    case "write":
      if (effect.text === null) storage.delete(`${effect.area} ${effect.key}`);
      else storage.set(`${effect.area} ${effect.key}`, effect.text);
  }
}

/** Answers a loop that runs in the browser. */
export async function answer(tab: RegionTab, question: BrowserQuestion): Promise<unknown> {
  if (question.type === "read") return read(tab, question);
  const { input: value } = question;
  return await call(tab, question.name, {
    input: ({ input }) => input.unpack(input.pack(value)),
    output: ({ output }, given) => output.unpack(output.pack(given)),
  });
}

/** Answers a loop that runs on the server: packed input in, packed output out. */
export async function answerPacked(tab: RegionTab, question: SentQuestion): Promise<unknown> {
  if (question.type === "read") return read(tab, question);
  return await call(tab, question.name, {
    input: ({ input }) => input.unpack(question.input),
    output: ({ output }, given) => output.pack(given),
  });
}

/** Starts to listen, and gives the function that ends it. */
export function startSource(tab: RegionTab, source: BrowserSource, heard: (value: unknown) => void): () => void {
  const { window } = tab;
  if (source.type === "connection") return tab.onConnection(heard);
  if (source.type === "media") {
    const list = window.matchMedia(source.query);
    const changed = () => heard(list.matches);
    queueMicrotask(changed);
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }
  // Nothing is held back here: a test has said what happens, and wants to see what comes of it.
  const happened = (event: Event) => {
    const values: PageEvent = { ...wireEvent(window, event), form: {} };
    heard(values);
  };
  return inWindow(window, () => listenTo(source, happened));
}

/** What a loop on the server listens to. */
export function liveSources(
  tab: RegionTab,
  say: (frame: ClientFrame) => void,
): { listen(list: readonly BrowserSource[]): void } {
  const sources: Sources = createSources({
    start: (source, heard) => startSource(tab, source as BrowserSource, heard),
    tell: (send) => void send(),
  });
  const told = (source: BrowserSource) => (value: unknown) =>
    say(["heard", sourceKey(source), value as PageEvent | boolean | Connection]);
  return { listen: (list) => sources.sync(list.map((source) => ({ source, toMessage: told(source) }))) };
}

function read({ storage }: RegionTab, { area, key }: BrowserQuestion & { type: "read" }): string | null {
  return storage.get(`${area} ${key}`) ?? null;
}

interface Conversion {
  input(codecs: BrowserCodecs[string]): unknown;
  output(codecs: BrowserCodecs[string], given: unknown): unknown;
}

async function call({ table }: RegionTab, name: string, { input, output }: Conversion): Promise<Result<unknown>> {
  const entry = table.functions?.find((other) => other.function.browserName === name);
  if (!entry) throw new TypeError(`Cannot call "${name}": expected a function that app/browser.ts exports`);
  try {
    return { ok: true, value: output(entry.codec, await entry.function.run(input(entry.codec))) };
  } catch {
    return refuse.failed("browser", "Your browser could not do this.");
  }
}
