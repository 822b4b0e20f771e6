/**
 * Packs the data of a page or layout.
 *
 * @module
 */
import type { Json } from "../wire/codec.ts";
import type { PartEntry } from "./app_table.ts";
import { outputProblem } from "./output_problem.ts";
import { wrongReturn } from "./wrong_return.ts";

/** Packs what `load` of a page or layout has returned: exactly what its contract names. */
export function packLoaded({ file, wire, module }: PartEntry, data: unknown, { dev }: { readonly dev: boolean }): Json {
  if (!module.load || !wire.data) return null;
  const promised = {
    what: `The value of load in ${file}`,
    expected: ['what "data" of the contract declares', 'nothing, by throwing: redirect("/…"), notFound(), denied()'],
  };
  if (data === undefined) throw wrongReturn(data, promised);
  const problem = dev ? outputProblem(module.contract?.spec.data, data) : undefined;
  if (problem !== undefined) throw wrongReturn(data, { ...promised, cause: new Error(problem) });
  try {
    return wire.data.pack(data);
  } catch (cause) {
    throw wrongReturn(data, { ...promised, cause });
  }
}
