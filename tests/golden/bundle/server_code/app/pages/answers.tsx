import { none } from "@rally/rally";
import { notFound } from "@rally/rally/server";
import { readFileSync } from "node:fs";

export const init = () => [{ text: readFileSync("data.txt", "utf8") }, none];
export const update = (model: unknown, message: unknown) => message ? [model, none] : notFound();
export const view = () => <p>x</p>;
