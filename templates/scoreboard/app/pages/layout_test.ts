/** The layout: it follows navigation and keeps the theme. */
import { announce, cookie } from "@rally/rally";
import { deepStrictEqual, strictEqual } from "node:assert";
import { head, init, reloaded, update } from "./layout.tsx";

const viewer = { name: "Ada Keeper", admin: true };
const start = { data: { viewer, theme: "system" as const }, params: {}, query: {}, path: "/games" };
const [fresh] = init(start);

Deno.test("a chosen theme is put on the document and into the cookie", () => {
  const [model, effects] = update(fresh, { type: "themeChosen", theme: "dark" });
  strictEqual(head(model).html["data-theme"], "dark");
  deepStrictEqual(effects, [cookie("theme", "dark")]);
});

Deno.test("navigation moves the active link and keeps the theme", () => {
  const [dark] = update(fresh, { type: "themeChosen", theme: "dark" });
  const [model] = update(dark, reloaded({ ...start, path: "/standings" }));
  deepStrictEqual(model, { path: "/standings", viewer, theme: "dark", notice: "" });
});

Deno.test("a lost connection is shown and read out, until it is back", () => {
  const offline = { state: "offline", waiting: 1 } as const;
  const [lost, effects] = update(fresh, { type: "connected", connection: offline });
  const notice = "No connection: scores may be old. One change is sent when it is back.";
  deepStrictEqual([lost.notice, effects], [notice, [announce(notice)]]);
  deepStrictEqual(update(lost, { type: "connected", connection: { state: "online", waiting: 0 } }), [fresh, []]);
});
