/**
 * Stands in for modules that only the server has. Parsing zod took most of a build's time, and its bytes are an error
 * anyway; a stub has the same exports, each of which leaves a few bytes behind when browser code uses it.
 */
import * as zod from "zod";
import { readModuleNames } from "./module_names.ts";
import type { RallyFiles } from "./rally_files.ts";
import type { Target } from "./resolve_specifier.ts";

/**
 * The source of a stub, or `undefined` for a module whose exports cannot be known: it is then left outside the bundle,
 * where a use is seen as well, but `export * from` it is taken for one.
 */
export async function serverStub(target: Target & { kind: "server" }, files: RallyFiles): Promise<string | undefined> {
  const names = await exportsOf(target, files);
  if (names === undefined) return undefined;
  const objects = names.map((_, index) => `const stub${index} = {};\n`).join("");
  return `${objects}export { ${names.map((name, index) => `stub${index} as ${name}`).join(", ")} };\n`;
}

async function exportsOf({ name, source }: Target & { kind: "server" }, files: RallyFiles) {
  if (name === "zod" || name === "zod/v4") return Object.keys(zod);
  if (name.startsWith("node:")) return await builtinExports(name);
  if (source === undefined) return undefined;
  const names = readModuleNames(source, await files.read(source));
  return names && [...names.exports.keys()];
}

async function builtinExports(name: string): Promise<string[] | undefined> {
  try {
    return Object.keys(await import(name));
  } catch {
    // Not every Node.js built-in exists in Deno; an unknown one is as much server code as a known one.
    return undefined;
  }
}
