/**
 * What few live pages ask of their browser: loaded with the first of it.
 *
 * @module
 */
import { createSources, sourceKey } from "../../page/sources.ts";
import type { BrowserSource } from "../../page/subscription.ts";
import type { SentEffect, SentQuestion } from "../../wire/frames.ts";
import { startSource } from "../browser_sources.ts";
import { callPacked } from "../effects/call_function.ts";
import { announce, copy, download, scrollTo } from "../effects/rare.ts";
import { useStorage } from "../effects/storage.ts";
import type { Tab } from "../tab.ts";
import type { Say } from "./live_effects.ts";

/** The effects that `live_effects.ts` leaves to this file. */
type RareEffect = Exclude<SentEffect, { type: "navigate" | "focus" | "cookie" }>;

/** Does one effect; the answer to a question goes back to the loop. */
export function runRareEffect(tab: Tab, effect: RareEffect, say: Say): void {
  switch (effect.type) {
    case "scrollTo":
      return scrollTo(effect);
    case "copy":
      return copy(effect);
    case "download":
      return download(effect);
    case "announce":
      return announce(effect);
    case "write":
      return void useStorage(effect);
    case "ask":
      return void tellAnswer(say, effect.id, answer(tab, effect.question));
  }
}

/** The window, document and media queries that a loop on the server listens to. */
export interface LiveSources {
  listen(sources: readonly BrowserSource[]): void;
}

/** Starts with none. */
export function liveSources(tab: Tab, say: Say): LiveSources {
  const sources = createSources({
    start: (source, heard) => startSource(tab, source as BrowserSource, heard),
    tell: (send) => void send(),
  });
  return {
    listen: (list) =>
      sources.sync(list.map((source) => ({
        source,
        toMessage: (value) => say(["heard", sourceKey(source), value as never]),
      }))),
  };
}

/** The server ends a socket that sends more in one frame than it takes. */
const maxFrame = 64 * 1024;

async function tellAnswer(say: Say, id: number, answer: Promise<unknown>): Promise<void> {
  const given = (await answer) ?? null;
  const size = new Blob([JSON.stringify(given)]).size;
  if (size < maxFrame - 300) return say(["told", id, given]);
  console.warn(`What this browser has to say is ${size} bytes long: the page is told that there is nothing`);
  say(["told", id, null]);
}

async function answer(tab: Tab, question: SentQuestion): Promise<unknown> {
  return question.type === "read" ? useStorage(question) : await callPacked(tab, question.name, question.input);
}
