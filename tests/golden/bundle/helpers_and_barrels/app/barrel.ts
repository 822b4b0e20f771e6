export * from "./db.ts";
export * from "./format.ts";
export * as format from "./format.ts";
export * from "zod";
export * as schemas from "zod";
export * as sqlite from "node:sqlite";
export { denied } from "@rally/rally/server";
