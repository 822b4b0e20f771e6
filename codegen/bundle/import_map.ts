/**
 * The import map of an app's `deno.json`, as far as browser code can use it: names for local files and npm packages.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

/** Specifiers by name; a name that ends in `/` stands for everything below it. */
export type ImportMap = Readonly<Record<string, string>>;

/** Reads the map from `deno.json` or `deno.jsonc`; an app without one has an empty map. */
export async function readImportMap(root: string): Promise<ImportMap> {
  for (const name of ["deno.json", "deno.jsonc"]) {
    const text = await readFile(join(root, name), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const { config } = ts.parseConfigFileTextToJson(name, text);
    return importsOf(config);
  }
  return {};
}

/** What a specifier stands for; itself when the map does not name it. Longer names win. */
export function mapSpecifier(map: ImportMap, specifier: string): string {
  if (Object.hasOwn(map, specifier)) return map[specifier];
  const names = Object.keys(map).filter((name) => specifier.startsWith(directoryOf(name, map[name])));
  const [name] = names.sort((left, right) => right.length - left.length);
  return name === undefined ? specifier : map[name] + specifier.slice(name.length);
}

/** The bare name that a resolver of `node_modules` knows: `preact/hooks` for `npm:preact@^11/hooks`. */
export function npmName(specifier: string): string | undefined {
  const match = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return match ? match[1] + (match[2] ?? "") : undefined;
}

/** Deno lets a package's name stand for its subpaths as well; any other name must end in `/` to do so. */
function directoryOf(name: string, target: string): string {
  if (name.endsWith("/")) return name;
  return /^(npm|jsr):/.test(target) ? `${name}/` : `${name}\0`;
}

function importsOf(config: unknown): ImportMap {
  if (typeof config !== "object" || config === null || !("imports" in config)) return {};
  const { imports } = config;
  if (typeof imports !== "object" || imports === null) return {};
  return Object.fromEntries(
    Object.entries(imports).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
