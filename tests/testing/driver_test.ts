/** Everything that a test can do with a page, in both modes: no script can tell where the loop runs. */
import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { testApp } from "@rally/rally/testing";
import { appFolder, savedTasks, saveTask, startTasks, table } from "./tasks_app.tsx";

for (const mode of ["client", "live"] as const) {
  Deno.test(`a form is filled, saved, emptied and told to the other page (${mode})`, async () => {
    await using app = startTasks(mode);
    const [ada, felix] = [await app.visit("/tasks"), await app.visit("/tasks")];
    await ada.fill("What", "Buy milk");
    await ada.select("Level", "High");
    await ada.check("Shout");
    await ada.click("button", "Add");
    await ada.find("listitem", /BUY MILK/);
    await felix.find("listitem", /BUY MILK/);
    deepStrictEqual(await savedTasks(app), ["BUY MILK"]);
    strictEqual((await ada.find("textbox", "What")).value, "");
    strictEqual((await ada.find("checkbox", "Shout")).checked, false);
    strictEqual(await felix.title(), "1 tasks");
  });

  Deno.test(`a refused form keeps what was typed and says why (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await page.fill("What", "x");
    await page.press("What", "Enter");
    await page.find("alert", "Say more.");
    strictEqual((await page.find("textbox", "What")).value, "x");
    await page.fill("What", "xy");
    await page.click("button", "Add");
    await page.gone("alert");
    deepStrictEqual(await savedTasks(app), ["xy"]);
  });

  Deno.test(`what a check or a rule of the table refuses stands at its field (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await saveTask(app, "BUY MILK");
    await page.fill("What", "BUY MILK");
    await page.click("button", "Add");
    await page.find("alert", "It is there already.");
    await page.fill("What", "buy milk");
    await page.check("Shout");
    await page.click("button", "Add");
    await page.find("alert", "Somebody has shouted it.");
    strictEqual((await page.find("textbox", "What")).value, "buy milk");
    await page.fill("What", "Buy bread");
    await page.click("button", "Add");
    await page.find("listitem", /BUY BREAD/);
    await page.gone("alert");
    deepStrictEqual(await savedTasks(app), ["BUY MILK", "BUY BREAD"]);
  });

  Deno.test(`an action that is denied is told as its result (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await page.click("button", "Clear");
    await page.find("status", "Only the owner may.");
  });

  Deno.test(`fields tell what is typed and pressed (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await page.fill("Search", "milk");
    await page.find("status", "searching milk");
    await page.press("Search", "Escape");
    await page.find("status", "key Escape");
  });

  Deno.test(`time stands still until the test moves it (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await page.click("button", "Hint later");
    await app.advance(999);
    await page.gone("status", "later");
    await app.advance(1);
    await page.find("status", "later");
  });

  Deno.test(`effects are recorded and carried out (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await page.click("button", "Dark theme");
    strictEqual(await page.cookie("theme"), "dark mode");
    await page.click("button", "To the field");
    await page.click("button", "Ask outside");
    await page.find("status", "from outside");
    await page.click("button", "Leave");
    strictEqual(page.path, "/about");
    deepStrictEqual(page.effects.map(({ type }) => type), ["cookie", "focus", "navigate"]);
    await page.back();
    strictEqual(page.path, "/tasks");
    await page.find("heading", "Tasks of nobody");
  });

  Deno.test(`links and the history lead from page to page (${mode})`, async () => {
    await using app = startTasks(mode, { seeds: true });
    const page = await app.visit("/tasks");
    await page.see("Water the plants");
    await page.click("link", "High only");
    strictEqual(page.path, "/tasks?filter=high");
    strictEqual((await page.findAll("listitem")).length, 0);
    await page.back();
    strictEqual(page.path, "/tasks");
    await page.find("listitem");
    await page.click("link", "About");
    strictEqual(await page.title(), "About");
    await page.click("button", "High ones");
    strictEqual(page.path, "/tasks?filter=high");
    await page.back();
    await page.click("link", "Back to the tasks");
    await page.see("Water the plants");
  });

  Deno.test(`signing in is a posted form, or given (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks?filter=high");
    await page.fill("User", "Ada");
    await page.click("button", "Sign in");
    strictEqual(page.path, "/tasks");
    await page.find("heading", "Tasks of Ada");
    const felix = await app.visit("/tasks", { userId: "Felix" });
    await felix.find("heading", "Tasks of Felix", { level: 1 });
  });

  Deno.test(`data that changed behind the page comes with a reload (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await saveTask(app, "new");
    await page.click("button", "Reload");
    await page.find("listitem", /new/);
  });

  Deno.test(`a page that throws fails the test with the cause (${mode})`, async () => {
    await using app = startTasks(mode);
    const page = await app.visit("/tasks");
    await rejects(page.click("button", "Break"), (error: Error) => {
      match(error.message, /page "app\/pages\/tasks.tsx" has failed/);
      match(`${error.message} ${error.cause}`, /The page is broken/);
      return true;
    });
  });

  Deno.test(`a part of a page is searched alone (${mode})`, async () => {
    await using app = startTasks(mode, { seeds: true });
    const page = await app.visit("/tasks");
    await page.fill("What", "Buy milk");
    await page.click("button", "Add");
    await rejects(page.click("button", "Done"), /Cannot choose on \/tasks: 2 elements are button "Done"/);
    await page.within("listitem", /milk/).click("button", "Done");
    await page.find("status", "done: Buy milk");
    await rejects(page.within("listitem", /plants/).find("button", "Undo"), /on \/tasks in listitem \/plants\//);
  });
}

Deno.test("what is not found is answered with what is there and the nearest of it", async () => {
  await using app = startTasks("client");
  const page = await app.visit("/tasks");
  await rejects(page.click("button", "Ad"), (error: Error) => {
    match(error.message, /^Cannot find button "Ad" on \/tasks\nthere are these elements:\n {2}button "Add"\n/);
    match(error.message, /hint: the nearest is button "Add"$/);
    return true;
  });
  await rejects(page.find("banner"), /elements:\n {2}main/);
  await rejects(page.fill("Whot", "x"), /fields:\n {2}"What"\n {2}"User"\n {2}"Search"/);
  await rejects(page.select("Level", "Middle"), /got "Middle", expected one of "Low", "High"/);
  await rejects(page.click("button", "Never"), /Cannot use button "Never": it is disabled/);
  await rejects(page.click("button", "Secret"), /Cannot find/);
  strictEqual((await page.findAll("button")).length, 11);
  await rejects(page.gone("button", "Add"), /Expected no button "Add" on \/tasks, found 1/);
  await rejects(page.see("Nothing of this"), /it shows: Tasks of nobody/);
});

Deno.test("every test has a database of its own", async () => {
  await using one = startTasks("client");
  await using two = startTasks("client");
  const page = await one.visit("/tasks");
  await page.fill("What", "Mine");
  await page.click("button", "Add");
  deepStrictEqual(await savedTasks(one), ["Mine"]);
  deepStrictEqual(await savedTasks(two), []);
});

Deno.test("the database of a test is gone with it", async () => {
  let path = "";
  {
    await using app = startTasks("client");
    path = app.db.path;
    Deno.statSync(path);
  }
  await rejects(Deno.stat(path), Deno.errors.NotFound);
});

Deno.test("an app whose generated code is stale, or another folder, is refused with what to do", () => {
  const stale = { ...table, schemaHash: "0123456789abcdef" };
  const folder = Deno.makeTempDirSync();
  throws(() => testApp(stale, { root: folder }), /hint: run "deno task gen"/);
});

Deno.test("requests go to the same server", async () => {
  await using app = startTasks("client");
  const response = await app.request("/nowhere");
  strictEqual(response.status, 404);
  await response.body?.cancel();
});

Deno.test("a page that changes its model in place fails, and the log says where", async () => {
  const head = (model: { sorted?: boolean }) => {
    model.sorted = true;
    return {};
  };
  const pages = table.pages.map((page) => ({ ...page, module: { ...page.module, head } }));
  await using app = testApp({ ...table, pages }, { root: appFolder() });
  await app.visit("/tasks", { status: 500 });
  match(app.log.join("\n"), /Cannot change the model in head of .*tasks[^]*hint: let update return/);
});

Deno.test("a visit that is answered with another status fails, unless the test expects that status", async () => {
  await using app = startTasks("client");
  await rejects(app.visit("/nowhere"), (error: Error) => {
    match(
      error.message,
      /^Cannot visit \/nowhere: got status 404 at \/nowhere, expected 200\nhint: .*\{ status: 404 \}/,
    );
    return true;
  });
  strictEqual((await app.visit("/nowhere", { status: 404 })).status, 404);
  await rejects(app.visit("/tasks", { status: 404 }), /got status 200 at \/tasks, expected 404/);
});
