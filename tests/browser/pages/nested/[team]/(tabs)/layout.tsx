/** A layout in a group, inside another layout with a loop. */
import { type Effect, none, type Send, type View } from "@rally/rally";

export const init = (): [number, Effect<"clicked">[]] => [0, none];
export const update = (model: number, _msg: "clicked"): [number, Effect<"clicked">[]] => [model + 1, none];

export function view(clicks: number, send: Send<"clicked">, children: View) {
  return (
    <div>
      <button type="button" onClick={send("clicked")}>Tabs {clicks}</button>
      {children}
    </div>
  );
}
