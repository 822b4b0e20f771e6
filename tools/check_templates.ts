/**
 * Checks every template as the app that a newcomer gets: scaffolds it into a temporary folder and runs the app's own
 * tasks there. `deno task ok` runs this file.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../codegen/problem.ts";
import { report } from "./report.ts";
import { repositoryRoot } from "./repository.ts";
import { type Outcome, runDeno } from "./run_command.ts";
import { scaffold } from "./scaffold.ts";

const tasks = ["gen", "check", "test", "build"];

/** One problem for each template with the first of its steps that fails. */
async function checkTemplates(templates: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const template of templates) {
    const folder = mkdtempSync(join(tmpdir(), "rally-template-"));
    try {
      const failure = await firstFailure(template, join(folder, template));
      if (failure) problems.push(failure);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return problems;
}

async function firstFailure(template: string, app: string): Promise<Problem | undefined> {
  const problem = (step: string, { output }: Outcome): Problem => ({
    file: `templates/${template}`,
    line: 1,
    column: 1,
    message: `templates: got a failing "${step}", expected success\n${output.trim()}`,
    hint: `scaffold it yourself: deno run -A cli.ts init DIR --template ${template}`,
  });
  const made = await scaffold(app, template);
  if (!made.ok) return problem("init", made);
  for (const task of tasks) {
    const outcome = await runDeno(["task", task], { cwd: app });
    if (!outcome.ok) return problem(`deno task ${task}`, outcome);
  }
}

if (import.meta.main) {
  const folders = readdirSync(join(repositoryRoot, "templates"), { withFileTypes: true });
  report("templates", await checkTemplates(folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)));
}
