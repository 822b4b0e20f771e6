/**
 * Prints the explanation of the queries of a name. Called by `rally sql explain`.
 *
 * @module
 */
import { explainQuery } from "../../codegen/sql/explain.ts";
import type { Inspected } from "../../codegen/sql/inspect.ts";
import { failed } from "../core/command_error.ts";
import { didYouMean } from "../core/did_you_mean.ts";
import type { Terminal } from "../core/terminal.ts";

/** What is explained, and where it is printed. */
export interface Explaining {
  readonly terminal: Terminal;
  readonly inspected: Inspected;
}

/** Prints every query of that name, as its file writes it or as its function is called. Gives the exit code. */
export function explain(name: string, { terminal, inspected }: Explaining): number {
  const found = inspected.queries.filter(({ model }) => model.name === name || model.query.name === name);
  if (found.length === 0) {
    const near = didYouMean(name, inspected.queries.flatMap(({ model }) => [model.query.name, model.name]));
    throw failed(
      `There is no query "${name}"`,
      near === undefined ? "It is named by its file, or by a line -- name:" : `Did you mean "${near}"?`,
    );
  }
  const texts = found.map((query) => {
    const { title, parts } = explainQuery(query, inspected);
    const lines = parts.map((part) => `${terminal.paint("bold", part.title)}\n${part.lines.map(indent).join("")}`);
    return `${title}\n\n${lines.join("\n")}`;
  });
  terminal.write(texts.join("\n"));
  return 0;
}

function indent(line: string): string {
  return `  ${line}\n`;
}
