/** A list of lazy parts, behind `mapSend`, written in both ways. The page counts what is drawn, which a view of an app never does. */
import { type Effect, lazy, lazyList, mapSend, none, page, type Send } from "@rally/rally";

export const contract = page("/lab/lazy", { mode: "client" });

interface Row {
  readonly id: number;
  readonly count: number;
}
type RowMsg = { type: "pressed"; id: number };
interface Model {
  readonly rows: readonly Row[];
  readonly isWhole: boolean;
  readonly changes: number;
  readonly drawn: number;
}
type Msg =
  | { type: "asked" }
  | { type: "turned" }
  | { type: "copied" }
  | { type: "added" }
  | { type: "taken" }
  | { type: "swapped" }
  | { type: "row"; part: RowMsg };

let drawn = 0;

export function init(): [Model, Effect<Msg>[]] {
  return [{ rows: [1, 2, 3, 4].map((id) => ({ id, count: 0 })), isWhole: false, changes: 0, drawn: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  if (msg.type === "asked") {
    const counted = { ...model, drawn };
    drawn = 0;
    return [counted, none];
  }
  const isWhole = model.isWhole !== (msg.type === "swapped");
  return [{ ...model, isWhole, rows: changed(model.rows, msg), changes: model.changes + 1 }, none];
}

function changed(rows: readonly Row[], msg: Exclude<Msg, { type: "asked" }>): readonly Row[] {
  switch (msg.type) {
    case "turned":
      return rows.toReversed();
    case "copied":
      return rows.map((row) => ({ ...row }));
    case "added":
      return [{ id: 5, count: 0 }, ...rows];
    case "swapped":
      return rows;
    case "taken":
      return rows.filter(({ id }) => id !== 2);
    case "row":
      return rows.map((row) => row.id === msg.part.id ? { ...row, count: row.count + 1 } : row);
  }
}

export function view({ rows, isWhole, changes, drawn }: Model, send: Send<Msg>) {
  const rowSend = mapSend(send, ofRow);
  return (
    <main>
      <p role="status">{changes} changes, drawn {drawn}</p>
      <button type="button" onClick={send({ type: "asked" })}>Ask</button>
      <button type="button" onClick={send({ type: "turned" })}>Turn</button>
      <button type="button" onClick={send({ type: "copied" })}>Copy</button>
      <button type="button" onClick={send({ type: "added" })}>Add</button>
      <button type="button" onClick={send({ type: "taken" })}>Take</button>
      <button type="button" onClick={send({ type: "swapped" })}>Swap</button>
      <ul>
        {isWhole
          ? lazyList(rowView, rows, rowSend, ({ id }) => id)
          : rows.map((row) => lazy(rowView, row, rowSend, row.id))}
      </ul>
    </main>
  );
}

function ofRow(part: RowMsg): Msg {
  return { type: "row", part };
}

function rowView({ id, count }: Row, send: Send<RowMsg>) {
  drawn++;
  return (
    <li>
      <button type="button" onClick={send({ type: "pressed", id })}>Row {id}: {count}</button>
    </li>
  );
}
