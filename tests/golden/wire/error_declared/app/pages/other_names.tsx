import { action, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/other_names", {
  actions: {
    add: action(z.int()),
    remove: action(z.int()),
  },
});
export const handlers = { add: () => undefined, delete: () => undefined };
export const checks = { add: () => ({}), change: () => ({}) };
export const view = () => <p>Hello</p>;
