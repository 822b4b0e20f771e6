import { page } from "@rally/rally";

export const contract = page("/no_actions", {});
export const handlers = { add: () => undefined };
export const view = () => <p>Hello</p>;
