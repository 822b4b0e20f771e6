import { task } from "@rally/rally";
import type { Reader } from "@rally/rally";
import { names } from "./sql/queries.ts";

export const init = (db: Reader) => [{}, [task(() => names(db))]];
export const view = () => <p>x</p>;
