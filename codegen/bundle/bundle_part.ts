/**
 * What the command line gives to the bundler and gets back.
 */
import type { Manifest } from "../../runtime/wire/manifest.ts";
import type { FormRules } from "../../runtime/schema/field_rules.ts";
import type { Problem } from "../problem.ts";

/** A page or layout of the app. */
export interface BundlePart {
  readonly id: string;
  readonly kind: "page" | "layout";
  /** Relative to the root: `app/pages/games/[id].tsx`. */
  readonly file: string;
  /** Relative to the root: `generated/wire/games_id.ts`. */
  readonly wireFile: string;
  /** The browser names that the file exports; see `browserExports` in `runtime/page/module.ts`. */
  readonly exports: readonly string[];
  /** What the file declares; `undefined` for one without a contract. */
  readonly contract: PartContract | undefined;
}

/** What the browser keeps of a contract. */
export interface PartContract {
  readonly kind: "page" | "layout";
  readonly path: string;
  readonly actions: Readonly<Record<string, LightAction>>;
  /** The area of each stored value. */
  readonly stored?: Readonly<Record<string, "local" | "session">>;
}

/** What the browser keeps of an action. */
export interface LightAction {
  readonly over: "socket" | "post";
  /** What its form has to say of each field; absent when that is nothing. */
  readonly rules?: FormRules;
}

/** What to build, and where to. */
export interface BundleOptions {
  /** The app's directory. */
  readonly root: string;
  readonly parts: readonly BundlePart[];
  /** Whether `generated/wire/topics.ts` exists. */
  readonly topicCodecs: boolean;
  /**
   * The functions that `app/browser.ts` exports.
   * @default {[]}
   */
  readonly functions?: readonly string[];
  /** Absolute, or relative to the root: `.rally` or `dist`. */
  readonly outDir: string;
  /** For production. */
  readonly minify: boolean;
  /** Maps hold the whole source of every page, its server code too: for development only. */
  readonly sourcemap: boolean;
  /**
   * Another module in the place of Rally's `runtime/client/boot.ts`, by its absolute path.
   * @default {undefined}
   */
  readonly bootModule?: string;
  /**
   * Adds what `rally dev` needs in the browser: pages whose code can be replaced, the overlay, the panel. Files of
   * earlier builds are kept, because open pages still load them.
   * @default {false}
   */
  readonly dev?: boolean;
}

/** What a build gives: a manifest, or the problems for which nothing was written. */
export type BundleResult =
  | { readonly manifest: Manifest; readonly problems: readonly []; readonly modules: AppModules }
  | { readonly manifest: undefined; readonly problems: readonly Problem[] };

/** How the files of an app hang together, by their paths relative to the root. */
export interface AppModules {
  /** The files of which code reaches the browser with a part, by the part's id. */
  readonly browser: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files that import a file, whether they use it in the browser or not. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** New code for a part of an app that is open in a browser, or the problems for which there is none. */
export type PartUpdate =
  | { readonly problems: readonly []; readonly code: string; readonly map: string }
  | { readonly problems: readonly Problem[] };

/** Where the codecs of the topics are generated. */
export const topicsFile = "generated/wire/topics.ts";

/** Where the functions are that pages call in the browser, and their codecs. */
export const functionsFile = "app/browser.ts";
export const functionCodecsFile = "generated/functions.ts";
