/**
 * The `rally` command as a package of its own, so that `deno run -A jsr:@rally/cli init my_app` is short.
 *
 * @module
 */
import { run } from "@rally/rally/cli";

await run();
