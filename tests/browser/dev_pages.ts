/**
 * Pages for the tests of the dev loop.
 */

/** A counter with a field, a component and a helper module of its own. */
export function counterPage(path: string, mode: "client" | "live"): string {
  return `import { type Effect, none, page, type Send } from "@rally/rally";
import { greeting, Total } from "../counting.tsx";

export const contract = page("${path}", { mode: "${mode}" });

export type Model = { count: number };
export type Msg = { type: "counted" };

export const init = (): [Model, Effect<Msg>[]] => [{ count: 0 }, none];

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "counted":
      return [{ ...model, count: model.count + 1 }, none];
  }
}

export function view(model: Model, send: Send<Msg>) {
  return (
    <div>
      <h1>Counter</h1>
      <p>{greeting}</p>
      <Total count={model.count} />
      <button type="button" onClick={send({ type: "counted" })}>Count</button>
    </div>
  );
}
`;
}

/** What it imports. */
export const counting = `export const greeting = "Welcome";

export function Total({ count }: { count: number }) {
  return (
    <p>
      Total: {count} <input aria-label="Note" name="note" />
    </p>
  );
}
`;

/** The files of an app with the counter in both modes, at \`/counter\` and \`/live\`. */
export const counterFiles: Readonly<Record<string, string>> = {
  "app/counting.tsx": counting,
  "app/pages/counter.tsx": counterPage("/counter", "client"),
  "app/pages/live.tsx": counterPage("/live", "live"),
};

const framedLayout = `import { type Effect, layout, none, type Send, type View } from "@rally/rally";

export const contract = layout("/framed", { mode: "live" });
export const init = (): [number, Effect<"clicked">[]] => [0, none];
export const update = (model: number, _msg: "clicked"): [number, Effect<"clicked">[]] => [model + 1, none];
export const view = (clicks: number, send: Send<"clicked">, children: View) => (
  <section>
    <button type="button" onClick={send("clicked")}>Frame {clicks}</button>
    {children}
  </section>
);
`;

/** The files of an app with the counter inside of a live layout, at \`/framed\`. */
export const framedFiles: Readonly<Record<string, string>> = {
  "app/counting.tsx": counting,
  "app/pages/framed/layout.tsx": framedLayout,
  "app/pages/framed/index.tsx": counterPage("/framed", "client").replaceAll("../counting.tsx", "../../counting.tsx"),
};
