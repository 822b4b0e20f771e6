import { action, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/no_handlers", {
  actions: { add: action(z.int()), remove: action(z.int()) },
});
export const view = () => <p>Hello</p>;
