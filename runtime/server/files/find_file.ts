/**
 * Finds the file that a path of a URL names, inside one folder and nowhere else.
 *
 * @module
 */
import { join } from "node:path";

/** A file that may be sent. */
export interface FoundFile {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly size: number;
  /** In milliseconds since 1970. */
  readonly modified: number;
}

/**
 * The file, or `undefined`: when there is none, when the path leads out of the folder (by itself or by a symbolic
 * link), and when any part of its name begins with a dot. `.well-known` alone is for everybody, by RFC 8615.
 *
 * @param path The path below the folder, percent-decoded already.
 */
export async function findFile(directory: string, path: string): Promise<FoundFile | undefined> {
  const parts = path.replace(/^\//, "").split("/");
  if (!parts.every((part, index) => isPlain(part) || (index === 0 && part === ".well-known"))) return undefined;
  try {
    const [root, real] = await Promise.all([Deno.realPath(directory), Deno.realPath(join(directory, ...parts))]);
    if (!real.startsWith(join(root, "/"))) return undefined;
    const { isFile, size, mtime } = await Deno.stat(real);
    return isFile ? { path: real, size, modified: mtime?.getTime() ?? 0 } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** One step of a path that leads to what it names, on every system: no `..`, no `C:`, no second way to write `/`. */
function isPlain(part: string): boolean {
  return part !== "" && !part.startsWith(".") && !/[\\:\0]/.test(part);
}

function isMissing(error: unknown): boolean {
  const { NotFound, IsADirectory, NotADirectory, FilesystemLoop } = Deno.errors;
  return [NotFound, IsADirectory, NotADirectory, FilesystemLoop].some((kind) => error instanceof kind) ||
    (error instanceof Error && "code" in error && error.code === "ENAMETOOLONG");
}
