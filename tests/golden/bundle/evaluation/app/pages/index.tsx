import "../db.ts";
import "../styles.css";
import "@rally/rally/server";
import { first } from "../slow.ts";
import { total } from "../loop.ts";
import { list } from "../server_only.ts";

export const view = () => <p>{first() + total()}</p>;

export const load = () => list;
