/**
 * What is answered when the database had no time: to try again. The log says why.
 *
 * @module
 */
import { DatabaseBusy, ReadTimeout, WriterTimeout } from "../../db/mod.ts";
import { type Refusal, refuse } from "../page/result.ts";
import type { Core } from "./core.ts";

/** The refusal for an error of a database that is busy; `undefined` for any other error. */
export function busyRefusal(core: Core, error: unknown, message?: string): Refusal | undefined {
  if (!(error instanceof DatabaseBusy || error instanceof ReadTimeout || error instanceof WriterTimeout)) {
    return undefined;
  }
  core.log(error.message);
  return refuse.timeout(message);
}
