import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { appConfig } from "../../cli/scaffold/app_config.ts";
import { packText } from "../../cli/scaffold/pack_templates.ts";
import { askAll, type Prompter } from "../../cli/scaffold/questions.ts";
import { scanTemplate, templates, unpackFiles } from "../../cli/scaffold/templates.ts";
import { writeApp } from "../../cli/scaffold/write_app.ts";
import { startRally } from "./command_process.ts";
import { golden, transcript } from "./golden.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

Deno.test("init writes an app and names the next two commands", async () => {
  const directory = temporaryFolder();
  golden("init", await transcript(["init", "my_app", "--template", "minimal", "--yes"], { directory }));
  const app = join(directory, "my_app");
  const config = JSON.parse(readFileSync(join(app, "deno.json"), "utf8"));
  deepStrictEqual(config.links, [checkout]);
  strictEqual(
    readFileSync(join(app, ".gitignore"), "utf8"),
    readFileSync(join(checkout, "templates/minimal/gitignore"), "utf8"),
  );
  for (const { path, bytes } of scanTemplate(join(checkout, "templates/minimal"))) {
    if (path !== "gitignore") {
      deepStrictEqual(new Uint8Array(readFileSync(join(app, path))), new Uint8Array(bytes), path);
    }
  }
  rmSync(directory, { recursive: true });
});

Deno.test("init takes the scoreboard when no template is named and nobody can be asked", async () => {
  const directory = temporaryFolder();
  const command = startRally(["init", "my_app"], { cwd: directory });
  strictEqual(await command.exit, 0, command.printed());
  match(command.printed(), /\(scoreboard\)/);
  ok(existsSync(join(directory, "my_app/app/pages/standings.tsx")));
  rmSync(directory, { recursive: true });
});

Deno.test("init writes beside files that it does not touch", async () => {
  const directory = temporaryFolder();
  mkdirSync(join(directory, ".git"));
  writeFileSync(join(directory, "LICENSE"), "mine");
  golden("init_here", await transcript(["init", ".", "--template", "minimal", "--yes"], { directory }));
  strictEqual(readFileSync(join(directory, "LICENSE"), "utf8"), "mine");
  rmSync(directory, { recursive: true });
});

Deno.test("init refuses to overwrite, and then writes nothing at all", async () => {
  const directory = temporaryFolder();
  mkdirSync(join(directory, "taken"));
  writeFileSync(join(directory, "taken", "README.md"), "mine");
  mkdirSync(join(directory, "dangling"));
  symlinkSync(join(directory, "elsewhere"), join(directory, "dangling", "main.ts"));
  writeFileSync(join(directory, "file"), "mine");
  mkdirSync(join(directory, "blocked"));
  writeFileSync(join(directory, "blocked", "app"), "mine");
  const before = readdirSync(directory, { recursive: true }).sort();
  const texts: string[] = [];
  for (const target of ["taken", "dangling", "file", "file/below", "blocked"]) {
    texts.push(await transcript(["init", target, "--template", "minimal", "--yes"], { directory }));
  }
  golden("init_refusals", texts.join("\n"));
  deepStrictEqual(readdirSync(directory, { recursive: true }).sort(), before);
  strictEqual(readFileSync(join(directory, "taken", "README.md"), "utf8"), "mine");
  rmSync(directory, { recursive: true });
});

Deno.test("writeApp() takes back what it has written when a later file fails", () => {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "second"), "a file, so that no folder can be made");
  const bytes = new Uint8Array([1]);
  let message = "";
  try {
    writeApp(directory, [{ path: "first/one.ts", bytes }, { path: "second/two.ts", bytes }]);
  } catch (error) {
    message = String(error);
  }
  match(message, /Cannot write into/);
  deepStrictEqual(readdirSync(directory), ["second"]);
  rmSync(directory, { recursive: true });
});

Deno.test("askAll() asks three questions at most, and only for what was not given", async () => {
  const asked: string[] = [];
  const prompter: Prompter = {
    text: (question) => (asked.push(question), Promise.resolve("there")),
    choose: (question) => (asked.push(question), Promise.resolve("minimal")),
    confirm: (question) => (asked.push(question), Promise.resolve(true)),
  };
  const nothing = { folder: undefined, template: undefined };
  deepStrictEqual(await askAll(prompter, nothing, templates), { folder: "there", template: "minimal" });
  strictEqual(asked.length, 3);
  asked.length = 0;
  await askAll(prompter, { folder: "here", template: "minimal" }, templates);
  deepStrictEqual(asked, ['Write the template "minimal" into here?']);
  const refusing = { ...prompter, confirm: () => Promise.resolve(false) };
  strictEqual(await askAll(refusing, nothing, templates), undefined);
  const leaving = { ...prompter, choose: () => Promise.resolve(undefined) };
  strictEqual(await askAll(leaving, nothing, templates), undefined);
});

Deno.test("appConfig() names permissions and never grants all of them", () => {
  for (const source of [{ kind: "registry" }, { kind: "checkout", folder: "/rally" }] as const) {
    const config = JSON.parse(appConfig(source, { version: "1.2.3", packages: { zod: "npm:zod@4" } }));
    strictEqual(config.imports["@rally/rally"], "jsr:@rally/rally@^1.2.3");
    deepStrictEqual(config.links, source.kind === "checkout" ? ["/rally"] : undefined);
    for (const [name, task] of Object.entries<string>(config.tasks)) {
      ok(!/(^|\s)(-A|--allow-all)(\s|$)/.test(task), `${name}: ${task}`);
    }
    const expected = ["dev", "gen", "test", "migrate", "seed", "reset", "build", "start", "compile", "check"];
    deepStrictEqual(expected.filter((name) => !(name in config.tasks)), []);
  }
});

Deno.test("templates/files.json holds the templates as they are", () => {
  const text = readFileSync(join(checkout, "templates/files.json"), "utf8");
  ok(text === packText(checkout), "it is not up to date; deno run -A cli/scaffold/pack_templates.ts writes it anew");
  const pack = JSON.parse(text);
  for (const { name } of templates) {
    deepStrictEqual(
      unpackFiles(pack[name]).map(({ path, bytes }) => [path, [...bytes]]),
      scanTemplate(join(checkout, "templates", name)).map(({ path, bytes }) => [path, [...bytes]]),
    );
  }
});

function temporaryFolder(): string {
  return mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_init_"));
}
