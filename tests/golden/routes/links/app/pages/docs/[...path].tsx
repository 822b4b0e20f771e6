import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/docs/:path*", { params: { path: z.array(z.string()) } });
export const view = () => <p>Hello</p>;
