import { browserFunction } from "@rally/rally";
import { z } from "zod";

export const share = browserFunction("shareIt", z.string(), z.boolean(), () => true);

export const pick = browserFunction("pick", z.string().transform((text) => text.length), z.instanceof(Blob), () => {
  throw new Error("Never called");
});
