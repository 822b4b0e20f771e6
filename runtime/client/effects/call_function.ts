/**
 * Calls a function of `app/browser.ts`, whose script is loaded with the first call.
 *
 * @module
 */
import type { BrowserFunction } from "../../page/browser_function.ts";
import type { BrowserQuestion, EffectHost } from "../../page/effect_host.ts";
import type { Result } from "../../page/result.ts";
import type { BrowserCodecs, Json } from "../../wire/codec.ts";
import type { Tab } from "../tab.ts";
import type { BrowserHost } from "./browser_host.ts";

/** The script of `app/browser.ts`. */
interface FunctionsScript {
  readonly functions: Readonly<Record<string, BrowserFunction>>;
  readonly browserCodecs: BrowserCodecs;
}

/** Calls a function with a value of this side. What is not named by its schemas is dropped, as on the wire. */
export function callFunction(
  { name, input: value }: BrowserQuestion & { type: "function" },
  host: EffectHost,
): Promise<Result<unknown>> {
  return call((host as BrowserHost).tab, name, {
    input: ({ input }) => input.unpack(input.pack(value)),
    output: ({ output }, given) => output.unpack(output.pack(given)),
  });
}

/** Calls a function for a loop on the server: packed input in, packed output out. */
export function callPacked(tab: Tab, name: string, packed: Json): Promise<Result<unknown>> {
  return call(tab, name, {
    input: ({ input }) => input.unpack(packed),
    output: ({ output }, given) => output.pack(given),
  });
}

interface Conversion {
  input(codecs: BrowserCodecs[string]): unknown;
  output(codecs: BrowserCodecs[string], given: unknown): unknown;
}

async function call(tab: Tab, name: string, { input, output }: Conversion): Promise<Result<unknown>> {
  try {
    const { functions, browserCodecs }: FunctionsScript = await import(tab.current.functions ?? "");
    const codecs = browserCodecs[name]!;
    return { ok: true, value: output(codecs, await functions[name]!.run(input(codecs))) };
  } catch (error) {
    console.error(error);
    return { ok: false, kind: "failed", message: "Your browser could not do this.", traceId: "browser" };
  }
}
