import { action, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/error", {
  data: z.object({ status: z.int() }),
  actions: { retry: action(z.object({})) },
});
export const load = () => ({ status: 1 });
export const handlers = { retry() {} };
export const checks = {};
export const authorize = () => true;
export const view = () => <p>Hello</p>;
