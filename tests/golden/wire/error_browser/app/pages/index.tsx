import { page, store } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", {
  stored: {
    draft: store(z.object({ file: z.file() })),
  },
});
export const view = () => <p>Hello</p>;
