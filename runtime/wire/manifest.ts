/**
 * What the browser bundle consists of. `codegen/bundle` writes it as `manifest.json`; the server reads it at boot and
 * turns it into script tags and preload hints.
 *
 * @module
 */

/** The files of one build of the browser bundle. */
export interface Manifest {
  /** A hash over every file of the build; a document made with another one is of an older deploy. */
  readonly build: string;
  /** What every document loads first. */
  readonly boot: Asset;
  /** The browser's half of live pages, which `boot` imports for them. */
  readonly live: Asset;
  /** What documents in development load besides: the overlay, the panel, and the way for new code to come in. */
  readonly dev?: Asset;
  /** One module for each page and layout, by its id; it holds the loop that runs it in the browser. */
  readonly pages: Readonly<Record<string, Asset>>;
  /** The functions of `app/browser.ts`, in an app that has them. */
  readonly functions?: Asset;
}

/** One module of the bundle. */
export interface Asset {
  /** Its URL path, e.g. `/_rally/assets/games_id-HASH.js`. */
  readonly file: string;
  /** The URL paths of the chunks that it imports statically, directly or through another chunk. */
  readonly imports: readonly string[];
}
