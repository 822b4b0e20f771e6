/**
 * `rally init DIR`: writes a new app.
 *
 * @module
 */
import { resolve } from "node:path";
import { type Command, defineCommand } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";
import { packages, version } from "./core/version.ts";
import { appConfig, type RallySource } from "./scaffold/app_config.ts";
import { type Answers, askAll, type Given, terminalPrompter } from "./scaffold/questions.ts";
import { checkoutFolder, readTemplate, type TemplateFile, templates } from "./scaffold/templates.ts";
import { checkFolder, writeApp } from "./scaffold/write_app.ts";

/** The command. */
export const init: Command = defineCommand({
  name: "init",
  operands: ["DIR"],
  options: {
    template: {
      type: "text",
      value: "NAME",
      choices: templates.map(({ name }) => name),
      about: `${templates.map(({ name }) => name).join(" or ")} (default: ${templates[0].name})`,
    },
    yes: { type: "flag", about: "Ask nothing" },
  },
  about: `Write a new app into a folder. Nothing is overwritten.

The app uses the Rally that wrote it: the release, or the folder of a checkout.`,
  examples: ["rally init my_app", "rally init my_app --template minimal --yes"],
  async run({ options, operands: [folder], ...surroundings }) {
    const { terminal } = surroundings;
    const given = { folder, template: options.template };
    const answers = terminal.interactive && !options.yes ? await ask(given) : byDefault(given);
    const checkout = checkoutFolder();
    const target = resolve(surroundings.directory, answers.folder);
    const files = appFiles(await readTemplate(answers.template, checkout), checkout);
    checkFolder(target, files);
    writeApp(target, files);
    terminal.write(
      `${terminal.paint("green", "✓")} Wrote ${files.length} files into ${answers.folder} (${answers.template})\n`,
    );
    const next = target === surroundings.directory ? "deno task test" : `cd ${shellWord(answers.folder)}`;
    terminal.write(`\nNext:\n  ${next}\n  deno task dev\n`);
    return 0;
  },
});

async function ask(given: Given): Promise<Answers> {
  const answers = await askAll(await terminalPrompter(), given, templates);
  if (answers) return answers;
  throw failed("Nothing was written: the questions were left", "Run it again, or give every answer with --yes");
}

function byDefault({ folder, template = templates[0].name }: Given): Answers {
  if (folder) return { folder, template };
  throw usage('Command "init" needs a folder: got nothing', "Write rally init my_app");
}

/** The template's files as they stand in an app: with its `deno.json`, and with the dot that npm-like tools drop. */
function appFiles(template: readonly TemplateFile[], checkout: string | undefined): TemplateFile[] {
  const source: RallySource = checkout === undefined ? { kind: "registry" } : { kind: "checkout", folder: checkout };
  const config = new TextEncoder().encode(appConfig(source, { version, packages }));
  const files = template.map((file) => file.path === "gitignore" ? { ...file, path: ".gitignore" } : file);
  return [{ path: "deno.json", bytes: config }, ...files];
}

/** A path as a shell takes it. */
function shellWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
