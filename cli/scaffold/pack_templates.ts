/**
 * Writes `templates/files.json`, the templates as a release carries them: `deno run -A cli/scaffold/pack_templates.ts`
 * after every change below `templates/`. A test fails when it was forgotten.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packFiles, scanTemplate, templates } from "./templates.ts";

/** The text of `templates/files.json` for the templates as they stand in the checkout. */
export function packText(checkout: string): string {
  const pack = templates.map(({ name }) => [name, packFiles(scanTemplate(join(checkout, "templates", name)))]);
  return `${JSON.stringify(Object.fromEntries(pack), null, 2)}\n`;
}

if (import.meta.main) {
  const checkout = join(import.meta.dirname ?? "", "..", "..");
  writeFileSync(join(checkout, "templates", "files.json"), packText(checkout));
}
