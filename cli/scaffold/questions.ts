/**
 * The questions of `init`: at most three, asked only of a person at a terminal.
 *
 * @module
 */
import type { Template } from "./templates.ts";

/** Asks one thing each; `undefined` means that the person has left. */
export interface Prompter {
  text(question: string, proposal: string): Promise<string | undefined>;
  choose(question: string, choices: readonly Template[]): Promise<string | undefined>;
  confirm(question: string): Promise<boolean | undefined>;
}

/** What `init` needs to know. */
export interface Answers {
  readonly folder: string;
  readonly template: string;
}

/** What the command line has said already. */
export interface Given {
  readonly folder: string | undefined;
  readonly template: string | undefined;
}

/** Asks for what was not given, then whether to go on. `undefined` when the person would rather not. */
export async function askAll(
  prompter: Prompter,
  given: Given,
  templates: readonly Template[],
): Promise<Answers | undefined> {
  const folder = given.folder ?? await prompter.text("Where should the app be written?", "my_app");
  if (folder === undefined) return undefined;
  const template = given.template ?? await prompter.choose("Which template?", templates);
  if (template === undefined) return undefined;
  return await prompter.confirm(`Write the template "${template}" into ${folder}?`) ? { folder, template } : undefined;
}

/** The prompter of a real terminal. */
export async function terminalPrompter(): Promise<Prompter> {
  const clack = await import("@clack/prompts");
  return {
    async text(message, proposal) {
      const answer = await clack.text({ message, placeholder: proposal, defaultValue: proposal });
      return typeof answer === "string" ? answer : undefined;
    },
    async choose(message, choices) {
      const options = choices.map(({ name, about }) => ({ value: name, label: name, hint: about }));
      const answer = await clack.select({ message, options });
      return typeof answer === "string" ? answer : undefined;
    },
    async confirm(message) {
      const answer = await clack.confirm({ message });
      return typeof answer === "boolean" ? answer : undefined;
    },
  };
}
