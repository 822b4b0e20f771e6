/** A page that a deploy of the browser tests leaves as it is. */
import { action, calls, type Effect, type Handlers, none, page, type Result, type Send } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/skew/same", {
  actions: { double: action(z.object({ count: z.int() }), z.int()) },
});
const server = calls(contract);

type Msg = { type: "counted" } | { type: "asked" } | { type: "doubled"; result: Result<number> };

export const init = (): [number, Effect<Msg>[]] => [0, none];

export function update(count: number, msg: Msg): [number, Effect<Msg>[]] {
  switch (msg.type) {
    case "counted":
      return [count + 1, none];
    case "asked":
      return [count, [server.double({ count }, (result) => ({ type: "doubled", result }))]];
    case "doubled":
      return [msg.result.ok ? msg.result.value : count, none];
  }
}

export const view = (count: number, send: Send<Msg>) => (
  <div>
    <h1>The same</h1>
    <output>{count}</output>
    <button type="button" onClick={send({ type: "counted" })}>Count</button>
    <button type="button" onClick={send({ type: "asked" })}>Double</button>
  </div>
);

export const handlers: Handlers<typeof contract> = { double: (_, { count }) => count * 2 };
