import { DatabaseSync } from "node:sqlite";
import * as files from "node:fs";

export const db = new DatabaseSync(files.existsSync("data") ? "data/app.db" : ":memory:");
export const teamName = (id: number) => db.prepare("SELECT name FROM teams WHERE id = ?").get(id);
