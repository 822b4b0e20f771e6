import { db } from "./db.ts";

export const pad = (text: string) => text.padStart(3);

db.exec("PRAGMA foreign_keys = ON");
