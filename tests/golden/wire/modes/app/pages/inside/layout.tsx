import { layout, type View } from "@rally/rally";

export const contract = layout("/inside", { mode: "live" });
export const init = (): [number, []] => [0, []];
export const update = (model: number): [number, []] => [model, []];
export const view = (_model: unknown, _send: unknown, children: View) => <div>{children}</div>;
