/**
 * The templates that `init` offers, and their files: from the folder of a checkout, or from the pack that a release
 * carries.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One template as `init` offers it. */
export interface Template {
  readonly name: string;
  readonly about: string;
}

/** One file of an app to be written: its path with `/`, and its bytes. */
export interface TemplateFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The content of a packed file: its text, or its bytes where it has none. */
export type PackedFile = string | { readonly base64: string };

/** What `templates/files.json` holds: by template, by path. */
export type TemplatePack = Readonly<Record<string, Readonly<Record<string, PackedFile>>>>;

/** The templates, the default first. */
export const templates: readonly Template[] = [
  { name: "scoreboard", about: "Games, standings and admins, live in every browser" },
  { name: "minimal", about: "One page with a counter and a guest book" },
];

/** What belongs to one app and not to its template, by first folder or file: `gen`, `init` and `dev` make it. */
const leftovers: ReadonlySet<string> = new Set([
  ".rally",
  "bin",
  "data",
  "deno.json",
  "deno.lock",
  "dist",
  "generated",
  "node_modules",
]);

/**
 * The files of one template. A release reads them from a pack: publishing rewrites the imports of every TypeScript file
 * (`zod` becomes `npm:zod@…`), and an app must get what its author wrote.
 *
 * @param checkout The folder of the checkout, or `undefined` for a release.
 */
export async function readTemplate(name: string, checkout: string | undefined): Promise<TemplateFile[]> {
  if (checkout !== undefined) return scanTemplate(join(checkout, "templates", name));
  const { default: pack } = await import("../../templates/files.json", { with: { type: "json" } });
  return unpackFiles((pack as TemplatePack)[name] ?? {});
}

/** The files below a template's folder, sorted by path, without what is made in an app. */
export function scanTemplate(folder: string): TemplateFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
    .filter((path) => !leftovers.has(path.split("/")[0]) && !path.endsWith("sql/queries.ts"))
    .sort()
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}

/** Files as the pack holds them. */
export function packFiles(files: readonly TemplateFile[]): Record<string, PackedFile> {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, packFile(bytes)]));
}

/** Files out of the pack; the reverse of {@linkcode packFiles}. */
export function unpackFiles(packed: Readonly<Record<string, PackedFile>>): TemplateFile[] {
  return Object.entries(packed).map(([path, file]) => ({
    path,
    bytes: typeof file === "string" ? new TextEncoder().encode(file) : Buffer.from(file.base64, "base64"),
  }));
}

/** The folder of the checkout that this code runs from, or `undefined` when it comes from a registry. */
export function checkoutFolder(): string | undefined {
  const root = new URL("../../", import.meta.url);
  return root.protocol === "file:" ? fileURLToPath(root).replace(/[\\/]$/, "") : undefined;
}

function packFile(bytes: Uint8Array): PackedFile {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}
