/**
 * Opens a place of the app in the author's editor, for the links of the overlay.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve, sep } from "node:path";

/** How places are opened. */
export type Editor =
  /** By a link that the browser follows, with `{file}` (relative to the app), `{line}` and `{column}` in it. */
  | { readonly type: "link"; readonly link: string }
  /** By a program: its name, and its arguments with the same words in them. */
  | { readonly type: "program"; readonly program: string; readonly args: readonly string[] };

/** The arguments of editors with a window of their own; one that needs a terminal cannot be started from here. */
const known: Readonly<Record<string, readonly string[]>> = {
  code: ["--goto", "{file}:{line}:{column}"],
  "code-insiders": ["--goto", "{file}:{line}:{column}"],
  codium: ["--goto", "{file}:{line}:{column}"],
  cursor: ["--goto", "{file}:{line}:{column}"],
  windsurf: ["--goto", "{file}:{line}:{column}"],
  zed: ["{file}:{line}:{column}"],
  subl: ["{file}:{line}:{column}"],
  idea: ["--line", "{line}", "{file}"],
  webstorm: ["--line", "{line}", "{file}"],
  gvim: ["+{line}", "{file}"],
  emacsclient: ["--no-wait", "+{line}:{column}", "{file}"],
};

/**
 * The editor of this machine: `RALLY_EDITOR` (a program, one with `{file}` among its arguments, or a link), then
 * `EDITOR` when it has a window of its own, else a link for Visual Studio Code.
 */
export function findEditor(root: string, env: (name: string) => string | undefined): Editor {
  const chosen = env("RALLY_EDITOR");
  if (chosen && /^[a-z][\w+.-]*:\/\//.test(chosen)) return { type: "link", link: chosen.replace("{root}", root) };
  if (chosen) return programOf(chosen) ?? { type: "program", program: chosen, args: ["{file}"] };
  return programOf(env("EDITOR") ?? "") ??
    { type: "link", link: `vscode://file/${encodeURI(root.replace(/^\//, ""))}/{file}:{line}:{column}` };
}

/** Opens a file of the app; a path that leads out of it is ignored. */
export function openEditor(root: string, editor: Editor, place: Place): void {
  if (editor.type === "link") return;
  const file = resolve(root, place.file);
  if (!file.startsWith(root + sep) || !existsSync(file)) return;
  const args = editor.args.map((arg) =>
    arg.replace("{file}", file).replace("{line}", String(place.line)).replace("{column}", String(place.column))
  );
  const child = spawn(editor.program, args, { stdio: "ignore", detached: true });
  child.on("error", (error) => console.error(`Cannot open ${editor.program}: ${error.message}`));
  child.unref();
}

/** A place in a file of the app. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function programOf(command: string): Editor | undefined {
  const [program = "", ...given] = command.trim().split(/\s+/);
  const name = program.split(/[\\/]/).at(-1) ?? "";
  if (given.some((arg) => arg.includes("{file}"))) return { type: "program", program, args: given };
  if (!Object.hasOwn(known, name)) return undefined;
  return {
    type: "program",
    program,
    args: [...given.filter((arg) => arg !== "--wait" && arg !== "-w"), ...known[name]],
  };
}
