/**
 * The model that all generated pages show, and the messages that change it. The pages differ in their views alone.
 *
 * @module
 */
import type { Random } from "./views.ts";

/** What a page shows. */
export interface Model {
  readonly t: readonly string[];
  readonly b: readonly boolean[];
  readonly n: readonly number[];
  readonly rows: readonly Row[];
}

/** A row of the model's list, with a list of its own. */
export interface Row {
  readonly id: number;
  readonly t: string;
  readonly b: boolean;
  readonly n: number;
  readonly rows: readonly Leaf[];
}

/** A row within a row. */
export interface Leaf {
  readonly id: number;
  readonly t: string;
  readonly b: boolean;
}

/** Changes one part of the model; `all` puts another in its place. */
export type Msg =
  | { readonly type: "text"; readonly at: number; readonly value: string }
  | { readonly type: "flag"; readonly at: number }
  | { readonly type: "number"; readonly at: number }
  | { readonly type: "row"; readonly id: number; readonly t: string }
  | { readonly type: "open"; readonly id: number }
  | { readonly type: "leaves"; readonly id: number; readonly leaves: readonly Leaf[] }
  | { readonly type: "insert"; readonly at: number; readonly rows: readonly Row[] }
  | { readonly type: "remove"; readonly at: number; readonly count: number }
  | { readonly type: "move"; readonly from: number; readonly to: number }
  | { readonly type: "reverse" }
  | { readonly type: "sort" }
  | { readonly type: "all"; readonly model: Model };

/** How many of each there are in a model. */
export const sizes = { t: 6, b: 5, n: 3 } as const;

/** Texts with everything that has a meaning in HTML, or in the markup of templates. */
export const words: readonly string[] = [
  "",
  "a",
  "b",
  "two words",
  "  blanks  ",
  "0",
  "null",
  "é\n\nx",
  "\nfirst",
  "it's",
  '"quoted"',
  "<b>&amp;</b>",
  "</textarea>",
  "<!---->",
  " $0 ",
  "<!--$1-->",
];

/** A first model. */
export function randomModel(random: Random): Model {
  return {
    t: Array.from({ length: sizes.t }, () => word(random)),
    b: Array.from({ length: sizes.b }, () => random(2) === 0),
    n: Array.from({ length: sizes.n }, () => random(4)),
    rows: Array.from({ length: random(6) }, () => row(random)),
  };
}

/** Something that happens. */
export function randomMessage(random: Random): Msg {
  switch (random(14)) {
    case 0:
    case 1:
      return { type: "text", at: random(sizes.t), value: word(random) };
    case 2:
    case 3:
      return { type: "flag", at: random(sizes.b) };
    case 4:
      return { type: "number", at: random(sizes.n) };
    case 5:
      return { type: "row", id: random(9), t: word(random) };
    case 6:
      return { type: "open", id: random(9) };
    case 7:
      return { type: "leaves", id: random(9), leaves: leaves(random) };
    case 8:
      return { type: "insert", at: random(6), rows: Array.from({ length: 1 + random(2) }, () => row(random)) };
    case 9:
      return { type: "remove", at: random(6), count: 1 + random(3) };
    case 10:
      return { type: "move", from: random(6), to: random(6) };
    case 11:
      return { type: "reverse" };
    case 12:
      return { type: "sort" };
    default:
      return { type: "all", model: randomModel(random) };
  }
}

/** The `update` of every page. */
export function update(model: Model, msg: Msg): [Model, []] {
  return [changed(model, msg), []];
}

function changed(model: Model, msg: Msg): Model {
  const { rows } = model;
  // Ids are few, so that two rows may have the same one; a message names one that may be there.
  const one = (id: number, change: (row: Row) => Row) => ({
    ...model,
    rows: rows.map((each) => each.id === id ? change(each) : each),
  });
  switch (msg.type) {
    case "text":
      return { ...model, t: model.t.with(msg.at, msg.value) };
    case "flag":
      return { ...model, b: model.b.with(msg.at, !model.b[msg.at]) };
    case "number":
      return { ...model, n: model.n.with(msg.at, (model.n[msg.at]! + 1) % 4) };
    case "row":
      return one(msg.id, (each) => ({ ...each, t: msg.t, n: each.n + 1 }));
    case "open":
      return one(msg.id, (each) => ({ ...each, b: !each.b }));
    case "leaves":
      return one(msg.id, (each) => ({ ...each, rows: msg.leaves }));
    case "insert":
      return { ...model, rows: rows.toSpliced(msg.at, 0, ...msg.rows) };
    case "remove":
      return { ...model, rows: rows.toSpliced(msg.at, msg.count) };
    case "move": {
      const moved = rows.slice(msg.from, msg.from + 1);
      return { ...model, rows: rows.toSpliced(msg.from, 1).toSpliced(msg.to, 0, ...moved) };
    }
    case "reverse":
      return { ...model, rows: rows.toReversed() };
    case "sort":
      return { ...model, rows: rows.toSorted((a, b) => a.id - b.id) };
    case "all":
      return msg.model;
  }
}

function row(random: Random): Row {
  return { id: random(30), t: word(random), b: random(2) === 0, n: random(4), rows: leaves(random) };
}

function leaves(random: Random): Leaf[] {
  return Array.from({ length: random(4) }, () => ({ id: random(30), t: word(random), b: random(2) === 0 }));
}

function word(random: Random): string {
  return words[random(words.length)]!;
}
