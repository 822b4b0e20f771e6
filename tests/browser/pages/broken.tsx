/** A page whose own code throws. */
import { type Effect, none, type Send } from "@rally/rally";

type Msg = "clicked";

export const init = (): [number, Effect<Msg>[]] => [0, none];

export function update(_model: number, _msg: Msg): [number, Effect<Msg>[]] {
  throw new Error("A mistake of the author");
}

export const view = (_model: number, send: Send<Msg>) => <button type="button" onClick={send("clicked")}>Break</button>;

export const errorView = ({ traceId }: { readonly traceId: string }) => (
  <p role="alert">
    Nothing is lost. <span>{traceId}</span>
  </p>
);
