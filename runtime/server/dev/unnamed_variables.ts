/**
 * Tells the terminal of a variable that the app's code reads and its `deno.json` does not name: to the server it is as if
 * it were not set, and nothing throws. `rally dev` loads this before `main.ts`, because constants of modules are read
 * before anything of the app runs.
 *
 * @module
 */
import { grantHint } from "../permission_hint.ts";
import { type AppPlace, appPlaces } from "./app_places.ts";

const read = Deno.env.get;
const told = new Set<string>();

Deno.env.get = (name) => {
  const value = read.call(Deno.env, name);
  if (value === undefined && !told.has(name)) {
    // The first line is this one.
    tell(name, appPlaces(Deno.cwd(), new Error().stack ?? "")[1]);
  }
  return value;
};

function tell(name: string, place: AppPlace | undefined): void {
  // Packages look for `NODE_ENV` and `DEBUG`.
  if (!place) return;
  told.add(name);
  if (Deno.permissions.querySync({ name: "env", variable: name }).state === "granted") return;
  console.warn(
    `${place.file}:${place.line}:${place.column}: The variable ${name} is not named in deno.json, ` +
      `so the server reads undefined\nhint: ${grantHint("env", name)}`,
  );
}
