/** A page for the browser tests: something that appears a minute after it was asked for, and a choice that is kept. */
import { after, cookie, type Effect, focus, none, page, type Send } from "@rally/rally";

export const contract = page("/lab/timer", {});

type Model = { readonly rung: number; readonly level: string; readonly quiet: boolean };
type Msg = { type: "set" | "rung" } | { type: "chosen"; level: string } | { type: "quieted"; quiet: boolean };

export function init(): [Model, Effect<Msg>[]] {
  return [{ rung: 0, level: "low", quiet: false }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "set":
      return [model, [after(60_000, { type: "rung" }), focus("#level")]];
    case "rung":
      return [{ ...model, rung: model.rung + 1 }, none];
    case "chosen":
      return [{ ...model, level: msg.level }, [cookie("level", msg.level)]];
    case "quieted":
      return [{ ...model, quiet: msg.quiet }, none];
  }
}

export function view({ rung, level, quiet }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>A timer</h1>
      <p role="status">Rung {rung}, {level}{quiet ? ", quiet" : ""}</p>
      <button type="button" onClick={send({ type: "set" })}>Set</button>
      <label for="level">Level</label>
      <select id="level" onChange={send((event) => ({ type: "chosen", level: event.value }))}>
        <option value="low">Low</option>
        <option value="high">High</option>
      </select>
      <label>
        <input type="checkbox" onChange={send((event) => ({ type: "quieted", quiet: event.checked }))} /> Quiet
      </label>
    </>
  );
}
