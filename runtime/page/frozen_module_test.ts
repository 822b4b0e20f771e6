import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { frozenModule } from "./frozen_module.ts";
import { firstModel } from "./loop.ts";
import type { LoopModule } from "./module.ts";

const start = (data: unknown) => ({ data, params: {}, query: {}, path: "/" }) as never;

// deno-lint-ignore no-explicit-any -- a page of the author's, whose types are of no interest here
type Any = any;

function moduleWith(part: Partial<Record<keyof LoopModule, Any>>): LoopModule {
  return frozenModule({ view: () => "", ...part } as LoopModule, "app/pages/x.tsx");
}

/** By what it does to the model: a part that changes it in place. */
const changes: Readonly<Record<string, (model: Any) => unknown>> = {
  "sets a field": (model) => model.count = 1,
  "sets a field deep inside": (model) => model.list[0].done = true,
  "adds a field": (model) => model.more = 1,
  "deletes a field": (model) => delete model.count,
  "pushes": (model) => model.list.push({}),
  "sorts": (model) => model.list.sort(),
  "sets an entry of a Map": (model) => model.map.set("b", 1),
  "changes a value in a Map": (model) => model.map.get("a").x = 2,
  "adds to a Set": (model) => model.set.add(1),
  "sets a Date": (model) => model.at.setHours(1),
};

function data() {
  return {
    count: 0,
    list: [{ done: false }, { done: true }],
    map: new Map([["a", { x: 1 }]]),
    set: new Set([0]),
    at: new Date(0),
  };
}

for (const part of ["view", "update", "subscriptions", "head"] as const) {
  Deno.test(`frozenModule lets ${part} change nothing in the model, and names page and remedy`, () => {
    for (const [what, change] of Object.entries(changes)) {
      const module = moduleWith({ [part]: change });
      const [model] = firstModel(module, start(data()));
      throws(
        () => (module[part] as Any)(model, {}),
        ({ name, message }: Error) =>
          name === "TypeError" && message.startsWith(`Cannot change the model in ${part} of app/pages/x.tsx: `) &&
          message.includes("\nhint: let update return a new model"),
        what,
      );
    }
  });
}

Deno.test("frozenModule freezes what update returns, and only what is new of it", () => {
  const module = moduleWith({ update: (model: Any, next: Any) => [{ ...model, ...next }, []] });
  const [first] = firstModel(module, start(data()));
  const [second] = module.update!(first, { list: [{ done: false }] }) as Any;
  throws(() => second.list[0].done = true, TypeError);
  strictEqual((first as Any).map, second.map);
});

Deno.test("frozenModule leaves the server's own data and what is no data alone", () => {
  class Upload {
    bytes = 0;
  }
  const given = { list: [1], upload: new Upload() };
  const [model] = firstModel(moduleWith({}), start(given)) as Any;
  given.list.push(2);
  deepStrictEqual(model.list, [1]);
  model.upload.bytes = 3;
  strictEqual(given.upload.bytes, 3);
});

Deno.test("frozenModule passes on what else goes wrong", () => {
  const module = moduleWith({ view: (model: Any) => model.missing.field });
  throws(() => module.view({}, (() => {}) as never), /undefined \(reading 'field'\)/);
});

Deno.test("frozenModule lets an expectation change nothing in the model", () => {
  const module = moduleWith({ expected: { add: changes.pushes } });
  const [model] = firstModel(module, start(data()));
  throws(() => module.expected?.add?.(model, {}), /^TypeError: Cannot change the model in expected.add of app/);
});

/** By what is wrong with it: what an `update` or `init` gives that is no result of a loop. */
const wrongResults: readonly (readonly [unknown, RegExp])[] = [
  [{ count: 1 }, /Got: \{"count":1\}\nhint: return the model with its effects/],
  [undefined, /Got: undefined\nhint: end every branch/],
  [Promise.resolve([1, []]), /Got: a promise\nhint: remove async/],
  [[1, [], 2], /Got: \[1,\[\],2\]\nhint: return two things/],
];

for (const part of ["init", "update"] as const) {
  Deno.test(`frozenModule names file and remedy when ${part} returns no model with effects`, () => {
    for (const [got, told] of wrongResults) {
      const module = moduleWith({ [part]: () => got });
      throws(() => (module[part] as Any)(start({}), {}), ({ message }: Error) => {
        strictEqual(
          message.split("\nGot")[0],
          `The value of ${part} in app/pages/x.tsx is wrong\nExpected one of:\n` +
            "  [model, none]\n  [model, [effect, …]]",
        );
        return told.test(message);
      });
    }
  });
}

Deno.test("frozenModule says where hooks belong", () => {
  const module = moduleWith({
    view() {
      throw new TypeError("Cannot read properties of null (reading '__H')");
    },
  });
  throws(
    () => module.view({}, (() => {}) as never),
    /^TypeError: Cannot call a hook in view of app\/pages\/x\.tsx: [^]*\nhint: [^]*preact\(Component\)/,
  );
});

Deno.test("frozenModule around itself tells a mistake once", () => {
  const module = frozenModule(moduleWith({ update: changes.pushes }), "twice");
  const [model] = firstModel(module, start(data()));
  throws(() => module.update!(model, {}), ({ message }: Error) => !message.includes("twice"));
});
