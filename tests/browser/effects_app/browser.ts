/** The functions that the page of the effects calls in the browser. */
import { browserFunction } from "@rally/rally";
import { z } from "zod";

export const measure = browserFunction(
  "measure",
  z.object({ selector: z.string() }),
  z.object({ text: z.string(), at: z.date() }),
  ({ selector }) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`Cannot find ${selector}`);
    return { text: element.textContent ?? "", at: new Date(0), extra: "dropped" };
  },
);
