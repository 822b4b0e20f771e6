import { layout, type View } from "@rally/rally";

export const contract = layout("/", { mode: "live" });
export const init = () => [0, []];
export const update = (model: number) => [model, []];
export const view = (_model: unknown, _send: unknown, children: View) => <div>{children}</div>;
