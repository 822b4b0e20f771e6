import { page } from "@rally/rally";

export const contract = page("/other_mode", {
  mode: "lvie" as never,
});

export const view = () => null;
