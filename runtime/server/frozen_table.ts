/**
 * An app whose pages cannot change their models in place: for development (`core.ts`) and for tests of whole apps.
 *
 * @module
 */
import { frozenModule } from "../page/frozen_module.ts";
import type { LoopModule } from "../page/module.ts";
import type { AppTable, PartEntry, ServerModule } from "./app_table.ts";

/** The same table with every page and layout wrapped. */
export function withFrozenModels(table: AppTable): AppTable {
  const frozen = <E extends PartEntry>(entry: E): E => ({
    ...entry,
    module: frozenModule(entry.module as LoopModule, entry.file) as ServerModule,
  });
  const { pages, layouts, notFound, error } = table;
  return {
    ...table,
    pages: pages.map(frozen),
    layouts: layouts.map(frozen),
    notFound: notFound.map(frozen),
    error: error.map(frozen),
  };
}
