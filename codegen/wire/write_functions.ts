/**
 * Writes `generated/functions.ts`: the codecs of the functions of `app/browser.ts`.
 */
import type { GeneratedFile } from "../files.ts";
import { objectOf } from "../print_code.ts";
import { codecFile } from "./codec_file.ts";
import type { FunctionInfo } from "./contract_info.ts";

/** Where the codecs of browser functions are generated. */
export const functionCodecsFile = "generated/functions.ts";

/** The file, for an app that has such functions. */
export function writeFunctions(functions: readonly FunctionInfo[]): GeneratedFile {
  const text = codecFile({
    source: "app/browser.ts",
    shapes: functions.flatMap(({ input, output }) => [input, output]),
    head: "export const browserCodecs: BrowserCodecs",
    type: "BrowserCodecs",
    table: (codecs) =>
      objectOf(functions.map(({ name }, i) => {
        const codec = objectOf([["input", codecs[2 * i]!], ["output", codecs[2 * i + 1]!]]);
        return [name, codec] as const;
      })),
  });
  return { path: functionCodecsFile, text };
}
