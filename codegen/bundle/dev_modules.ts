/**
 * The virtual modules of builds for `rally dev`: pages whose code can be replaced while they are open, and the modules
 * that a replacement shares with the page that it is for.
 */
import type { OnResolveArgs, OnResolveResult } from "esbuild";
import { browserExports } from "../../runtime/page/module.ts";
import { namespaces } from "./build_state.ts";
import type { BundlePart } from "./bundle_part.ts";

/** The script that documents in development load beside their own. */
export const devModule = "runtime/client/dev/dev.ts";

/** What wraps the exports of a part. */
const hotPartModule = "runtime/client/dev/hot_part.ts";

/** Components keep their identity when their code is replaced; see the file. */
const devJsxModule = "runtime/client/dev/jsx_runtime.ts";

/** The name of the virtual module with a part's own exports. */
export const plainSuffix = "?plain";

/**
 * The entry of a part in development. Its exports are `let`: an importer that holds the module's namespace sees
 * `reloaded` come and go with the author's file.
 */
export function devEntry({ id, file, kind }: BundlePart): string {
  const names = [...browserExports, "wire", "topicCodecs"].join(", ");
  const rally = (name: string, file: string) => `export { ${name} } from "${namespaces.rally}:runtime/${file}";\n`;
  return `import * as part from "${namespaces.entry}:${id}${plainSuffix}";
import { hotPart } from "${namespaces.rally}:${hotPartModule}";
${rally("prepareRegion", "client/client_engine.ts")}${rally("listenInTab", "client/listen_in_tab.ts")}${
    rally("expecting", "page/expectations.ts")
  }${kind === "layout" ? rally("outlet", "client/outlet.ts") : ""}export let { ${names} } = hotPart(${
    JSON.stringify({ id, file, kind })
  }, part, (next) => ({ ${names} } = next));
`;
}

/** Leads JSX of app code to the runtime for development. */
export function devJsxRuntime({ path, importer, namespace }: OnResolveArgs): OnResolveResult | undefined {
  if (path.startsWith(`${namespaces.rally}:`)) return rally(path.slice(namespaces.rally.length + 1));
  if (path.startsWith(`${namespaces.entry}:`)) {
    return { path: path.slice(namespaces.entry.length + 1), namespace: namespaces.entry };
  }
  if (path !== jsxRuntime || (namespace === namespaces.rally && importer === devJsxModule)) return undefined;
  return rally(devJsxModule);
}

/** The module of the page that a replacement uses in place of its own, for a package of which there must be only one. */
export function sharedModule({ path }: OnResolveArgs): string | undefined {
  return path === "preact" || path === jsxRuntime ? path : undefined;
}

/** The source of a shared module: what `runtime/client/dev/shared.ts` has put there. */
export function sharedSource(name: string): string {
  return `module.exports = globalThis[Symbol.for("rally.dev")].modules[${JSON.stringify(name)}];\n`;
}

const jsxRuntime = "preact/jsx-runtime";

function rally(path: string): OnResolveResult {
  return { path, namespace: namespaces.rally, sideEffects: true };
}
