import { z } from "zod";
import { page } from "@rally/rally";

export const contract = page("/games/:id", { params: { id: z.int() } });
const early: string = late();
function late(): string {
  throw new Error("Not yet");
}
export const view = () => <p>{early}</p>;
