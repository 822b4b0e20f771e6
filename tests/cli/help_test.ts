import { commands } from "../../cli/core/commands.ts";
import { golden, transcript } from "./golden.ts";

Deno.test("rally help lists the commands", async () => {
  golden("help", await transcript(["help"]));
  golden("no_command", await transcript([]));
});

for (const { name } of commands) {
  Deno.test(`rally ${name} --help tells what it takes`, async () => {
    golden(`help_${name}`, await transcript([name, "--help"]));
  });
}

Deno.test("rally refuses what it does not know, each time with a hint", async () => {
  const lines = [
    ["biuld"],
    ["deploy"],
    ["--verbose"],
    ["help", "strat"],
    ["gen", "--chekc"],
    ["gen", "--check=no"],
    ["gen", "twice"],
    ["dev", "-x"],
    ["dev", "--port"],
    ["dev", "--port", "--host"],
    ["init"],
    ["init", "my_app", "--template"],
    ["init", "my_app", "--template", "minimla"],
    ["init", "my_app", "--tmplate", "minimal"],
    ["init", "one", "two"],
  ];
  const texts: string[] = [];
  for (const line of lines) texts.push(await transcript(line));
  golden("usage_errors", texts.join("\n"));
});

Deno.test("rally refuses a folder that holds no app", async () => {
  const texts: string[] = [];
  for (const { name } of commands) {
    if (name !== "init" && name !== "help") texts.push(await transcript([name]));
  }
  golden("no_app", texts.join("\n"));
});
