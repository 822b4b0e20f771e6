/**
 * The files that generators take and give. Generators are pure: the command line reads the app from the disk and writes
 * what changed.
 */

/** One file of an app. */
export interface SourceFile {
  /** Path relative to the app's root, with `/`: `app/pages/games/[id].tsx`. */
  readonly path: string;
  readonly text: string;
}

/** One file for the app's disk, already formatted as `deno fmt` would at a line width of 120. */
export interface GeneratedFile {
  /** Path relative to the app's root, with `/`: `generated/routes.ts`. */
  readonly path: string;
  readonly text: string;
}
