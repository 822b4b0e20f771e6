/**
 * What of a page file matters to the server alone or to both sides: its contract, `load`, its handlers, and all that
 * they use. When only the rest of a file has changed, an open page can go on with new code; otherwise it is loaded anew.
 */
import { browserExports } from "../../runtime/page/module.ts";
import { reachedFrom, readDeclarations } from "./declarations.ts";

/** The server's half of a page file as one text; `undefined` for a file that does not parse. */
export function serverHalf(file: string, text: string): string | undefined {
  const declarations = readDeclarations(file, text);
  if (!declarations) return undefined;
  const starts = [...declarations]
    .filter(([name, { exported, isType }]) =>
      name.startsWith("#") || (exported && !isType && !browserExports.includes(name))
    )
    .map(([name]) => name);
  return reachedFrom(declarations, starts).filter(({ isType }) => !isType).map((one) => one.text).join("\n");
}
