/**
 * Says where in the source an import has failed.
 */
import { pathToFileURL } from "node:url";
import type { Problem } from "../problem.ts";
import type { ImportFailure } from "./contract_worker.ts";

/** Puts a failed import where its stack leaves the app, which is often in a helper of the module. */
export function importProblem(module: string, failure: ImportFailure, root: string): Problem {
  const prefix = decodeURI(pathToFileURL(`${root}/`).href);
  const [first = ""] = failure.message.replace(/^SyntaxError: /, "").split("\n");
  const frames = decoded(`${failure.message}\n${failure.stack}`).matchAll(/(file:\/\/[^\n]*?):(\d+):(\d+)/g);
  const frame = [...frames].find(([, url]) => url!.startsWith(prefix) && !url!.includes("/node_modules/"));
  const message = decoded(first).replaceAll(prefix, "").replace(/ at [^ ]*:\d+:\d+$/, "").replace(/\.$/, "");
  return {
    file: frame ? frame[1]!.slice(prefix.length) : module,
    line: Number(frame?.[2] ?? 1),
    column: Number(frame?.[3] ?? 1),
    message: `Import of ${module}: ${message}`,
    hint: /^(Module not found|Import "|The requested module)/.test(message)
      ? "Correct the import, or add the file, the package or the export that is missing"
      : "Pages and topics are imported to read their contracts: importing them must work and do nothing else",
  };
}

/** Some messages hold URLs as they are, some percent-encoded. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
