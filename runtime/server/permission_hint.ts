/**
 * The remedy for what Deno has refused to the server. Deno itself names a flag, which no command of an app takes.
 *
 * @module
 */

/** What to write into the app's `deno.json`; `undefined` for every other error. */
export function permissionHint(error: unknown): string | undefined {
  if (!(error instanceof Deno.errors.NotCapable)) return undefined;
  const [, kind, target] = /^Requires (\w+) access(?: to "([^"]*)")?/.exec(error.message) ?? [];
  if (!kind) return undefined;
  return grantHint(kind, target);
}

/** What to write for one kind of permission, and what of it is meant; without that all of it. */
export function grantHint(kind: string, target?: string): string {
  const grant = target === undefined ? "true" : `[${JSON.stringify(target)}]`;
  return `allow it in deno.json, not by a flag: "permissions": { "server": { "${kind}": ${grant} } }`;
}
