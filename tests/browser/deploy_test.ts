import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const lost = { expects: [/WebSocket|ERR_CONNECTION|Failed to load resource/] };

const documents = ({ requests }: Visitor) => requests.filter(({ type }) => type === "document").length;

const other = "app/pages/lab/skew/other.tsx";

browserTest("a deploy under open tabs: what is as it was goes on, what changed is loaded anew, once", async (world) => {
  const { app, visit } = world;
  const [same, changed, idle] = [
    await visit("/lab/skew/same", lost),
    await visit("/lab/skew/other", lost),
    await visit("/lab/skew/other", lost),
  ];
  await same.page.getByRole("button", { name: "Count" }).click();
  await changed.page.getByLabel("Text").fill("A word");
  await idle.page.getByLabel("Text").fill("Another word");

  await app.deploy((replace) => {
    replace(other, "z.string().min(1) }", 'z.string().min(1), place: z.enum(["home", "away"]) }');
    replace(
      other,
      "{/* another field */}",
      '<select {...field("place")} aria-label="Place"><option>home</option><option>away</option></select>',
    );
    replace(other, "Version 1", "Version 2");
  });

  // The model is kept, and the action is called by the script of before.
  await same.page.getByRole("button", { name: "Count" }).click();
  await same.page.getByRole("button", { name: "Double" }).click();
  await same.page.getByText("4", { exact: true }).waitFor();
  strictEqual(documents(same), 1);

  await changed.page.getByRole("button", { name: "Add" }).click();
  await heading(changed.page, "Version 2").waitFor();
  await changed.ready();
  strictEqual(await changed.page.getByLabel("Text").inputValue(), "A word");
  await changed.page.getByLabel("Place").selectOption("away");
  await changed.page.getByRole("button", { name: "Add" }).click();
  await changed.page.getByText("Added A word with away").waitFor();
  deepStrictEqual([documents(changed), documents(idle)], [2, 1]);
  strictEqual(await idle.page.getByLabel("Text").inputValue(), "Another word");
});
