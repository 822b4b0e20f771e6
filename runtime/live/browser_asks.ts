/**
 * What a live page has asked of its browser and not been told yet. A browser may answer anything: answers count once,
 * and only to what was asked.
 *
 * @module
 */
import type { BrowserQuestion } from "../page/effect_host.ts";
import { ok, refuse, type Result } from "../page/result.ts";
import type { Json } from "../wire/codec.ts";
import type { SentEffect } from "../wire/frames.ts";

/** How the values of the functions of `app/browser.ts` travel; `undefined` for one that the app does not have. */
export type FunctionCodecs = (name: string) => FunctionCodec | undefined;

/** The codec of one function. */
export interface FunctionCodec {
  packInput(input: unknown): Json;
  /** Throws when the browser sent what the function's schema refuses. */
  parseOutput(packed: unknown): unknown;
}

/** The questions of one live page. */
export interface BrowserAsks {
  /** The effect that carries the question, and what will come of it. */
  ask(question: BrowserQuestion): { readonly effect: SentEffect; readonly answer: Promise<unknown> };
  told(id: number, answer: unknown): void;
}

/** Starts with no questions. */
export function createBrowserAsks(functions: FunctionCodecs): BrowserAsks {
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  return {
    ask(question) {
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(id, resolve);
      if (question.type === "read") return { effect: { type: "ask", id, question }, answer: promise };
      const { name } = question;
      const codec = functions(name);
      if (!codec) throw new TypeError(`Cannot call "${name}": expected a function that app/browser.ts exports`);
      const input = codec.packInput(question.input);
      return {
        effect: { type: "ask", id, question: { type: "function", name, input } },
        answer: promise.then((answer) => resultOf(answer, codec)),
      };
    },
    told(id, answer) {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
  };
}

function resultOf(answer: unknown, codec: FunctionCodec): Result<unknown> {
  try {
    const { ok: isOk, value } = answer as { ok?: unknown; value?: unknown };
    if (isOk === true) return ok(codec.parseOutput(value));
  } catch {
    // A person who changes what her browser sends is told as much as one whose browser has failed.
  }
  return refuse.failed("browser", "Your browser could not do this.");
}
