/**
 * Which files of an app Rally writes: nobody mends them, so an error is shown where the author's code has called them.
 *
 * @module
 */

/** Whether the file, seen from the app's folder, is written by `rally gen`. */
export function isGeneratedCode(path: string): boolean {
  return path.startsWith("generated/") || path.endsWith("/sql/queries.ts");
}
