/**
 * The server of the scoreboard: `deno task dev` and `deno task start` run this file.
 *
 * @module
 */
import { serve } from "@rally/rally/server";
import { app } from "./generated/app.ts";

await serve(app);
