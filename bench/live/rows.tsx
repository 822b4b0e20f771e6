/** A live page with 1,000 rows of 4 columns, drawn as lazy parts or not. */
import { type Effect, lazyList, none, page, type Send } from "@rally/rally";

export const contract = page("/rows", { mode: "live" });

export interface Row {
  readonly id: number;
  readonly name: string;
  readonly team: string;
  readonly score: number;
}
export interface Model {
  readonly isLazy: boolean;
  readonly count: number;
  readonly rows: readonly Row[];
}
export type Msg =
  | { type: "counted" }
  | { type: "scored"; at: number }
  | { type: "appended" }
  | { type: "prepended" }
  | { type: "emptied" }
  | { type: "restored" };

const rows: readonly Row[] = Array.from({ length: 1000 }, (_, id) => rowOf(id));

export function init(): [Model, Effect<Msg>[]] {
  return [{ isLazy: true, count: 0, rows }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  return [{ ...model, ...changed(model, msg) }, none];
}

function changed(model: Model, msg: Msg): Partial<Model> {
  switch (msg.type) {
    case "counted":
      return { count: model.count + 1 };
    case "scored": {
      const row = model.rows[msg.at]!;
      return { rows: model.rows.with(msg.at, { ...row, score: row.score + 1 }) };
    }
    case "appended":
      return { rows: [...model.rows, rowOf(1000)] };
    case "prepended":
      // A spread behind a first element is the slow way: 8 µs.
      return { rows: [rowOf(1000)].concat(model.rows) };
    case "emptied":
      return { rows: [] };
    case "restored":
      return { rows };
  }
}

export function view({ isLazy, count, rows }: Model, send: Send<Msg>) {
  return (
    <main>
      <button type="button" onClick={send({ type: "counted" })}>{count}</button>
      <button type="button" onClick={send({ type: "scored", at: 500 })}>Score</button>
      <button type="button" onClick={send({ type: "appended" })}>Append</button>
      <button type="button" onClick={send({ type: "prepended" })}>Prepend</button>
      <button type="button" onClick={send({ type: "emptied" })}>Empty</button>
      <button type="button" onClick={send({ type: "restored" })}>Restore</button>
      <table>
        <tbody>{isLazy ? lazyList(rowView, rows, send, ({ id }) => id) : rows.map((row) => rowView(row, send))}</tbody>
      </table>
    </main>
  );
}

function rowView({ id, name, team, score }: Row, send: Send<Msg>) {
  return (
    <tr key={id}>
      <td>{id}</td>
      <td>{name}</td>
      <td>{team}</td>
      <td onClick={send({ type: "scored", at: id })}>{score}</td>
    </tr>
  );
}

function rowOf(id: number): Row {
  return { id, name: `Player number ${id}`, team: `Team ${id % 20}`, score: id * 7 % 100 };
}
