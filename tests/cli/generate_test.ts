import { doesNotMatch, match, strictEqual } from "node:assert";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AppFixture, createApp, finished } from "./app_fixture.ts";
import { golden, transcript } from "./golden.ts";

/** By golden file: one of each kind. They are written into the same app, which must then be whole. */
const commands: Readonly<Record<string, string>> = {
  generate_page_client: "page about",
  generate_page_live: "page games/[id] --mode live",
  generate_page_static: "page docs/:path* --mode static",
  generate_layout: "layout games",
  generate_topic: "topic books",
  generate_topic_more: "topic book/:id",
  generate_migration: "migration create_notes --fields text",
  generate_migration_empty: "migration say_more_about_notes",
  generate_crud: "crud books --fields title,max_pages:int,price:real,is_read:bool",
  generate_migration_columns: "migration add_pages_to_books --fields pages:int,sold:bool",
};

Deno.test("generate writes code that type-checks and tests that pass", async (test) => {
  const app = await createApp();
  const file = (path: string) => join(app.root, path);

  await test.step("nothing is written before somebody has agreed", async () => {
    golden("generate_not_agreed", await run(app, "page about"));
    strictEqual(existsSync(file("app/pages/about.tsx")), false);
  });

  for (const [name, command] of Object.entries(commands)) {
    await test.step(command, async () => {
      golden(name, await run(app, `${command} --yes`));
      match(await run(app, `${command} --yes`), /✓ Everything is there already\n\[exit 0\]/);
    });
  }

  await test.step("the app passes its check and its tests", async () => {
    for (const task of ["check", "test"]) {
      const { code, output } = await finished(app.deno(["task", task]));
      strictEqual(code, 0, output);
    }
  });

  await test.step("a file that somebody has changed is left alone, and so is everything beside it", async () => {
    writeFileSync(file("app/pages/books/new.tsx"), "// mine\n");
    const output = await run(app, "crud books --fields title,stock:int --yes");
    match(output, /Nothing was written: .*app\/pages\/books\/new\.tsx/);
    match(output, /\[exit 1\]/);
    strictEqual(readFileSync(file("app/pages/books/new.tsx"), "utf8"), "// mine\n");
    doesNotMatch(readFileSync(file("app/pages/books/book.ts"), "utf8"), /stock/);
  });

  await test.step("what cannot be written is named", async () => {
    const wrong = ["", "pgae x", "page", "page _x", "crud Books", "crud books", "topic :id", "page x --mode here"];
    const texts = [];
    for (const command of wrong) {
      texts.push(await transcript(["generate", ...command.split(" ").filter(Boolean)], { directory: app.root }));
    }
    golden("generate_refusals", texts.join("\n"));
  });
  app.remove();
});

async function run(app: AppFixture, command: string): Promise<string> {
  const { code, output } = await finished(app.task("generate", { args: command.split(" ").filter(Boolean) }));
  // What Deno says of packages depends on who was here before.
  const lines = output.trimEnd().split("\n").filter((line) => !/^(?:Initialize|Download|Check|Blocking) /.test(line));
  return `$ rally generate ${command}\n${lines.join("\n")}\n[exit ${code}]\n`;
}
