/**
 * Rules of the house for `deno lint` in this repository: what `CONTRIBUTING.md` asks for and a machine can see.
 *
 * @module
 */
import { errorMessage } from "./error_message.ts";
import { hashPrivate } from "./hash_private.ts";
import { moduleComment } from "./module_comment.ts";
import { noSleep } from "./no_sleep.ts";
import { topLevelFunction } from "./top_level_function.ts";

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: {
    "error-message": errorMessage,
    "hash-private": hashPrivate,
    "module-comment": moduleComment,
    "no-sleep": noSleep,
    "top-level-function": topLevelFunction,
  },
};

export default plugin;
