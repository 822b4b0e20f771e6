import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/a_very_long_folder_name_that_goes_on_and_on/another_very_long_folder_name/:identifier", { params: { identifier: z.string().min(1) }, query: { q: z.string().trim().default("") } });
export const view = () => <p>Hello</p>;
