/**
 * A page whose model cannot be changed in place, and whose mistakes are told with their remedies: development and tests
 * wrap every page in this, production none. The server does it in `core.ts`, the browser in `client_engine.ts` and
 * `dev/hot_part.ts`, tests in `test_page.ts`.
 *
 * @module
 */
import type { Start } from "./contract.ts";
import { requireOwnKeys } from "./list_keys.ts";
import { requireResult } from "./loop_result.ts";
import { lostHook } from "./lost_hook.ts";
import type { LoopModule } from "./module.ts";

/**
 * The same exports, with a model that is frozen to its depths. A page that changes it in place fails with a
 * `TypeError` that names the page; without this it would go on and show an old view, because nothing has changed.
 *
 * @param name What the author calls the page, for errors.
 */
export function frozenModule<M extends LoopModule>(module: M, name: string): M {
  const { init, update, view, subscriptions, expected, head } = module;
  const guarded = guardOf(name);
  return {
    ...module,
    // What `load` gave may be a list that the server keeps and goes on changing: the model has its own.
    init(start: Start) {
      const own = { ...start, data: copyOf(start.data) } as Start;
      return frozenModel(init ? requireResult(guarded("init", () => init(own)), `init in ${name}`) : [own.data, []]);
    },
    ...(update && {
      update: (model: unknown, message: unknown) =>
        frozenModel(requireResult(guarded("update", () => update(model, message)), `update in ${name}`)),
    }),
    view(...given: Parameters<LoopModule["view"]>) {
      const shown = guarded("view", () => view(...given));
      requireOwnKeys(shown, `view of ${name}`);
      return shown;
    },
    ...(subscriptions && {
      subscriptions: (model: unknown) => guarded("subscriptions", () => subscriptions(model)),
    }),
    ...(expected && {
      expected: Object.fromEntries(
        Object.entries(expected).map(([name, change]) => [
          name,
          change && ((model: unknown, input: unknown) => guarded(`expected.${name}`, () => change(model, input))),
        ]),
      ),
    }),
    ...(head && { head: (model: unknown) => guarded("head", () => head(model)) }),
  };
}

function frozenModel<R extends readonly [unknown, ...unknown[]]>(result: R): R {
  freeze(result[0]);
  return result;
}

// As V8, SpiderMonkey and JavaScriptCore say it.
const refused = /read.?only|not extensible|non-extensible|delete property|is non-configurable|unconfigurable/;

// A module may be wrapped twice.
const told = new WeakSet<Error>();

function guardOf(name: string) {
  return <T>(part: string, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      const message = error instanceof TypeError && !told.has(error) && explain(error.message, `${part} of ${name}`);
      if (!message) throw error;
      const explained = new TypeError(message, { cause: error });
      told.add(explained);
      throw explained;
    }
  };
}

/** What is behind a message of the engine or of Preact, with the remedy. */
function explain(message: string, where: string): string | undefined {
  if (refused.test(message)) {
    return `Cannot change the model in ${where}: got a change in place, expected a changed copy (${message})\n` +
      "hint: let update return a new model, e.g. { ...model, open: true }, [...list, item] or list.toSorted()";
  }
  return lostHook(message, where);
}

// What is frozen already: a model shares most of its parts with the one before.
const frozen = new WeakSet<object>();

/** Freezes data to its depths. Other things that a model may hold, such as a file, stay as they are. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || frozen.has(value)) return;
  frozen.add(value);
  if (value instanceof Map || value instanceof Set || value instanceof Date) {
    if (!(value instanceof Date)) { for (const [key, item] of value.entries()) [key, item].forEach(freeze); }
    refuseChanges(value);
  } else if (isPlain(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
}

// To freeze one of these keeps nothing out of it.
function refuseChanges(value: Map<unknown, unknown> | Set<unknown> | Date): void {
  const kind = value instanceof Map ? "Map" : value instanceof Set ? "Set" : "Date";
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(value));
  for (const name of names.filter((each) => /^(?:set|add|delete|clear)/.test(each))) {
    Object.defineProperty(value, name, {
      value() {
        throw new TypeError(`${kind} of the model is read-only: got ${name}()`);
      },
    });
  }
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyOf(key), copyOf(item)]));
  if (value instanceof Set) return new Set([...value].map(copyOf));
  if (value instanceof Date) return new Date(value);
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
