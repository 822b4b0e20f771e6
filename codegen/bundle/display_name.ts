/**
 * Modules as an author knows them, for messages.
 */
import { namespaces } from "./build_state.ts";
import { globalPrefix } from "./make_pure.ts";

/** The name of a module that esbuild's metafile or a message of esbuild names by its path. */
export function displayName(path: string): string {
  if (path.startsWith(globalPrefix)) return path.split(":")[1];
  if (path.startsWith(`${namespaces.server}:`)) return path.slice(namespaces.server.length + 1);
  if (path.startsWith(`${namespaces.rally}:`)) return `@rally/rally/${path.slice(namespaces.rally.length + 1)}`;
  const inPackage = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  return inPackage ? `npm:${inPackage[1]}` : path;
}
