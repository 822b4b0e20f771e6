/**
 * The lines of a stack that stand in files of the app, for the overlay and for the terminal.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { ShownProblem } from "../../wire/dev/dev_messages.ts";

/** A line of a file of the app. */
export type AppPlace = NonNullable<ShownProblem["place"]>;

/**
 * The places of a stack, the innermost first; `undefined` for a line of Rally or of a package.
 *
 * @param root The app's folder.
 */
export function appPlaces(root: string, stack: string): (AppPlace | undefined)[] {
  // Folders such as `(plain)` stand in a stack as they are; a replaced module has a version in its address.
  const lines = stack.matchAll(/(file:\/\/\S.*?)(?:\?v=\d+)?:(\d+):(\d+)\)?$/gm);
  return Array.from(lines, ([, url = "", line, column]) => {
    const path = fileURLToPath(url).replaceAll("\\", "/");
    const prefix = `${root.replaceAll("\\", "/")}/`;
    if (!path.startsWith(prefix) || path.includes("/node_modules/")) return undefined;
    return { file: path.slice(prefix.length), line: Number(line), column: Number(column) };
  });
}
