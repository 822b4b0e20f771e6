/**
 * The exports of a live page in development: those of the module of the moment, which is replaced while loops run, and
 * each model and message is told to the panel of the page.
 *
 * @module
 */
import type { Start } from "../../page/contract.ts";
import type { LoopModule } from "../../page/module.ts";
import { brief, differences } from "../../wire/dev/differences.ts";
import { type LiveNews, liveNews } from "../../wire/dev/live_news.ts";
import { messageName } from "../../wire/dev/wire_entry.ts";
import type { PartEntry } from "../app_table.ts";

/** As much as the panel shows of the first model. */
const maxFirst = 1000;

/**
 * Makes the module of a loop.
 *
 * @param first The model that its browser sees.
 */
export function toldModule(entry: PartEntry, first: unknown, tell: (news: LiveNews) => void): LoopModule {
  const now = () => entry.module as LoopModule;
  const began = (model: unknown) => tell([liveNews, entry.id, entry.file, { first: brief(model, maxFirst) }]);

  function init(start: Start): ReturnType<NonNullable<LoopModule["init"]>> {
    const made = now().init?.(start) ?? [undefined, []];
    began(made[0]);
    return made;
  }

  function update(before: unknown, message: unknown): ReturnType<NonNullable<LoopModule["update"]>> {
    const [after, effects] = now().update?.(before, message) ?? [before, []];
    tell([liveNews, entry.id, entry.file, {
      name: messageName(message),
      message: brief(message),
      differences: differences(before, after),
      effects: effects.map(({ type }) => type),
    }]);
    return [after, effects];
  }

  began(first);
  const told: Partial<LoopModule> = { init, update };
  return new Proxy({} as LoopModule, {
    get: (_target, name) => {
      const value = Reflect.get(entry.module, name);
      return value === undefined ? undefined : Reflect.get(told, name) ?? value;
    },
  });
}
