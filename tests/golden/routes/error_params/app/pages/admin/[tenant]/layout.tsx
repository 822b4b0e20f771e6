import { layout } from "@rally/rally";
import { z } from "zod";

export const contract = layout("/admin/:tenant", { params: { other: z.string() } });
export const view = () => <p>Hello</p>;
