/**
 * What the plugin and the check know of the app that is built. A session keeps one state and sets the changing fields
 * before each build.
 */
import { relative, sep } from "node:path";
import type { BundlePart, PartContract } from "./bundle_part.ts";
import { type ImportMap, mapSpecifier } from "./import_map.ts";
import type { LightContracts } from "./light_contract.ts";
import { makePure, type PureModule } from "./make_pure.ts";
import { type ModuleNames, readModuleNames } from "./module_names.ts";
import { type RallyFiles, rallyFiles } from "./rally_files.ts";
import { rallyName } from "./resolve_specifier.ts";

/** esbuild's namespaces of the modules that are no files of the app. */
export const namespaces = {
  entry: "rally-entry",
  functions: "rally-functions",
  package: "rally-package",
  rally: "rally",
  server: "rally-server",
  shared: "rally-shared",
} as const;

/**
 * What modules are built for. `dev` wraps the pages so that their code can be replaced; `update` builds such a
 * replacement, which shares the page's Preact instead of bringing its own; `plain` is neither, and not for production.
 */
export type BuildKind = "production" | "plain" | "dev" | "update";

/** What is known of one app. */
export interface BuildState {
  /** The app's directory, links resolved. */
  readonly root: string;
  readonly files: RallyFiles;
  importMap: ImportMap;
  parts: readonly BundlePart[];
  topicCodecs: boolean;
  /** The functions of `app/browser.ts`. */
  functions: readonly string[];
  /** Differs whenever a module's contracts would be made light in another way. */
  contractsKey: string;
  /** Every module read so far, by its path in esbuild's metafile. */
  readonly modules: Map<string, { readonly contractsKey: string; readonly module: PureModule }>;
  readonly names: WeakMap<PureModule, ModuleNames | undefined>;
  /** Sources of server stubs by module name. */
  readonly stubs: Map<string, string | undefined>;
}

/** The state of an app of which nothing is known yet. */
export function createBuildState(root: string): BuildState {
  return {
    root,
    files: rallyFiles(),
    importMap: {},
    parts: [],
    topicCodecs: false,
    functions: [],
    contractsKey: "",
    modules: new Map(),
    names: new WeakMap(),
    stubs: new Map(),
  };
}

/** The path by which esbuild's metafile names a file of the app. */
export function metafilePath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

/** Sets what may differ between two builds of an app. */
export function setApp(
  state: BuildState,
  app: Pick<BuildState, "importMap" | "parts" | "topicCodecs" | "functions">,
): void {
  Object.assign(state, app);
  state.contractsKey = JSON.stringify([app.importMap, app.parts.map(({ file, contract }) => [file, contract])]);
}

/** The pure form of a module; its transform is kept as long as its text and the app's contracts are the same. */
export function pureModule(
  state: BuildState,
  { path, text, keepEffects }: { path: string; text: string; keepEffects: boolean },
): PureModule {
  const { contractsKey } = state;
  const known = state.modules.get(path);
  if (known?.module.original === text && known.contractsKey === contractsKey) return known.module;
  const module = makePure(path, text, { contracts: lightContracts(state, path), keepEffects });
  state.modules.set(path, { contractsKey, module });
  return module;
}

/** The names of a module that was read; they are kept as long as its text. */
export function moduleNames({ modules, names }: BuildState, path: string): ModuleNames | undefined {
  const module = modules.get(path)?.module;
  if (module && !names.has(module)) names.set(module, readModuleNames(path, module.text));
  return module && names.get(module);
}

function lightContracts({ importMap, parts }: BuildState, file: string): LightContracts {
  return {
    isRally: (specifier) => rallyName(specifier) === "." || rallyName(mapSpecifier(importMap, specifier)) === ".",
    spec(kind, path) {
      const named = parts.find(({ contract }) => contract?.kind === kind && contract.path === path);
      const part = named ?? parts.find((candidate) => candidate.file === file && candidate.contract?.kind === kind);
      return part?.contract && lightSpec(part.contract);
    },
  };
}

function lightSpec({ actions, stored = {} }: PartContract): string {
  const kept = Object.entries(stored).map(([name, area]) => [name, { area }]);
  return JSON.stringify({ actions, ...(kept.length > 0 ? { stored: Object.fromEntries(kept) } : {}) });
}
