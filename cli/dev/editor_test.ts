import { deepStrictEqual } from "node:assert";
import { findEditor } from "./editor.ts";

const find = (variables: Record<string, string>) => findEditor("/apps/one", (name) => variables[name]);

Deno.test("findEditor() takes RALLY_EDITOR before EDITOR, and a link without either", () => {
  const vscode = { type: "link", link: "vscode://file/apps/one/{file}:{line}:{column}" };
  deepStrictEqual(find({}), vscode);
  deepStrictEqual(find({ EDITOR: "vim" }), vscode, "it needs a terminal");
  deepStrictEqual(find({ EDITOR: "/usr/bin/code --wait" }), {
    type: "program",
    program: "/usr/bin/code",
    args: ["--goto", "{file}:{line}:{column}"],
  });
  deepStrictEqual(find({ EDITOR: "code", RALLY_EDITOR: "zed" }), {
    type: "program",
    program: "zed",
    args: ["{file}:{line}:{column}"],
  });
  deepStrictEqual(find({ RALLY_EDITOR: "mine -l {line} {file}" }), {
    type: "program",
    program: "mine",
    args: ["-l", "{line}", "{file}"],
  });
  deepStrictEqual(find({ RALLY_EDITOR: "idea://open?file={root}/{file}&line={line}" }), {
    type: "link",
    link: "idea://open?file=/apps/one/{file}&line={line}",
  });
});
