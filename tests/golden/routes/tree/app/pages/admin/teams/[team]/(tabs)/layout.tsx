import type { View } from "@rally/rally";

export const view = (_model: unknown, _send: unknown, children: View) => <div>{children}</div>;
