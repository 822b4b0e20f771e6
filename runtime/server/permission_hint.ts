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
  const grant = target === undefined ? "true" : `[${JSON.stringify(target)}]`;
  return `allow it in deno.json, not by a flag: "permissions": { "server": { "${kind}": ${grant} } }`;
}
