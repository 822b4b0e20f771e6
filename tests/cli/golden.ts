/**
 * Command lines and what they print, kept as files in `tests/golden/cli/`. `UPDATE_GOLDEN=1` writes them anew.
 */
import { strictEqual } from "node:assert";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../../cli.ts";
import { silentTerminal } from "../../cli/core/silent_terminal.ts";

const folder = fileURLToPath(new URL("../golden/cli/", import.meta.url));

/** Where a command line is typed. */
export interface Place {
  /** @default {"/nowhere"} */
  readonly directory?: string;
  /** @default {{}} */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs one command line in this process and gives all it printed, as a person would see it. */
export async function transcript(
  args: readonly string[],
  { directory = "/nowhere", env = {} }: Place = {},
): Promise<string> {
  const terminal = silentTerminal();
  const code = await main(args, { terminal, directory, env: (name) => env[name] });
  const output = terminal.output.join("")
    .replaceAll(/\(\d+(\.\d)? m?s\)/g, "(time)")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME")
    .replaceAll(/_replaced_[\dTZ-]+/g, "_replaced_TIME")
    .replaceAll(directory, "DIR");
  const errors = terminal.errors.join("").replaceAll(directory, "DIR");
  return [
    `$ rally ${args.join(" ").replaceAll(directory, "DIR")}`,
    output,
    errors && `[error]\n${errors}`,
    `[exit ${code}]`,
  ]
    .map((part) => part.trimEnd())
    .filter(Boolean)
    .join("\n") + "\n";
}

/** Compares with the golden file of that name. */
export function golden(name: string, text: string): void {
  const path = join(folder, `${name}.txt`);
  if (Deno.env.get("UPDATE_GOLDEN")) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  strictEqual(text, readFileSync(path, "utf8"), `${name}.txt differs; UPDATE_GOLDEN=1 writes it anew`);
}
