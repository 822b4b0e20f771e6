/** Layouts in every mode around pages in every mode: each is a loop of its own, which stays as long as it is shown. */
import { deepStrictEqual, strictEqual } from "node:assert";
import { type LayoutModes, loads, startLayouts } from "./layouts_app.tsx";

const modes: LayoutModes[] = (["client", "live"] as const).flatMap((outer) =>
  (["client", "live"] as const).flatMap((inner) =>
    (["client", "live", "static"] as const).map((page) => ({ outer, inner, page }))
  )
);

for (const mode of modes) {
  const { outer, inner, page: inside } = mode;
  const named = (what: string) => `${what} (${outer}, ${inner}, ${inside})`;
  const counts = inside === "static" ? 0 : 1;

  Deno.test(named("layouts keep their models while pages change, and end when they are left"), async () => {
    await using app = startLayouts(mode);
    const page = await app.visit("/teams/tor");
    deepStrictEqual(loads, { outer: 1, inner: 1, page: counts }, "what the document was made of is not loaded again");
    await page.click("button", "Outer 0");
    await page.click("button", "Inner 0");
    await page.find("button", "Outer 1");
    await page.find("button", "Inner 1");
    await page.see("Clicked 1");
    if (counts) await page.click("button", "Page 0");
    if (counts) await page.find("button", "Page 1");

    await page.click("link", "Games of TOR");
    await page.find("heading", "Games");
    deepStrictEqual(loads, { outer: 2, inner: 2, page: 2 * counts }, "a navigation loads once");
    for (const name of ["Outer 1", "Inner 1", "Page 0"]) await page.find("button", name);
    await page.click("button", "Outer 1");
    await page.click("button", "Inner 1");
    for (const name of ["Outer 2", "Inner 2"]) await page.find("button", name);

    // Another parameter of the inner layout is news to it.
    await page.click("link", "Team of MTL");
    await page.find("status", "MTL");
    for (const name of ["Outer 2", "Inner 2", "Page 0"]) await page.find("button", name);
    await page.fill("Name", "Habs");
    await page.click("button", "Rename");
    await page.find("status", "MTL renamed");

    await page.click("link", "Home");
    await page.find("heading", "Home");
    strictEqual((await page.findAll("status")).length, 0);
    await page.click("button", "Outer 2");
    await page.click("link", "Team of MTL");
    await page.find("status", "Habs");
    for (const name of ["Outer 3", "Inner 0", "Page 0"]) await page.find("button", name);
    await page.click("button", "Inner 0");
    await page.find("button", "Inner 1");
    await page.back();
    await page.find("button", "Outer 3");
  });

  Deno.test(named("a layout hears its topics, and is told its refusals"), async () => {
    await using app = startLayouts(mode);
    const page = await app.visit("/teams/tor");
    const other = await app.visit("/teams/tor/games");
    await other.click("button", "Inner 0");
    await page.fill("Name", "x");
    await page.click("button", "Rename");
    await page.find("status", "TOR invalid");
    await page.fill("Name", "Leafs");
    await page.click("button", "Rename");
    await page.find("status", "TOR renamed");
    await other.find("status", "Leafs");
    await other.find("button", "Inner 1");
    deepStrictEqual(page.effects, []);
    deepStrictEqual(other.effects, [{ type: "focus", selector: "#name" }]);
  });

  Deno.test(named("what stands in a layout stays as it is, wherever the layout shows it"), async () => {
    // Preact makes what stands elsewhere anew.
    if (inner === "client" || inside === "static") return;
    await using app = startLayouts(mode);
    const page = await app.visit("/teams/tor");
    await page.click("button", "Page 0");
    await page.click("button", "Open");
    strictEqual((await page.within("complementary").findAll("button", "Page 1")).length, 1);
    await page.click("button", "Page 1");
    await page.find("button", "Page 2");
    await page.click("link", "Games of TOR");
    await page.within("complementary").find("heading", "Games");
  });

  Deno.test(
    named("a layout that runs on the server begins anew after an outage, around what runs in the browser"),
    async () => {
      await using app = startLayouts(mode);
      const page = await app.visit("/teams/tor");
      await page.click("button", "Outer 0");
      await page.click("button", "Inner 0");
      if (counts) await page.click("button", "Page 0");
      await page.offline();
      await page.online();
      await page.find("button", `Outer ${outer === "live" ? 0 : 1}`);
      await page.find("button", `Inner ${inner === "live" ? 0 : 1}`);
      await page.find("button", `Page ${inside === "client" ? 1 : 0}`);
      await page.click("link", "Games of TOR");
      await page.find("heading", "Games");
    },
  );
}
