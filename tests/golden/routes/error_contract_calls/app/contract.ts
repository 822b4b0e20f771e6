import { page } from "@rally/rally";

export const contract = page("/elsewhere", {});
