/** Generated live pages in Chromium: after every patch the DOM is the one that fresh HTML gives. */
import * as esbuild from "esbuild";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { compilePages } from "../oracle/compile_pages.ts";
import { randomPage } from "../oracle/live_pages.ts";
import { type PlayedPage, playPage } from "../oracle/play_page.ts";
import { sourceOf } from "../oracle/view.ts";
import { seeded } from "../oracle/views.ts";
import { closeBrowser, launched } from "./browser.ts";

const pages = Number(Deno.env.get("RALLY_CASES") ?? 200);
const seed = Number(Deno.env.get("RALLY_SEED") ?? 1);
const steps = 10;

Deno.test({
  name: "the DOM of a live page is that of fresh HTML after every step, on generated pages",
  // Playwright keeps its pipe to the browser open between tests.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: comparePages,
});

Deno.test.afterAll(closeBrowser);

async function comparePages(): Promise<void> {
  const random = seeded(seed);
  const views = Array.from({ length: pages }, () => randomPage(random));
  const compiled = await compilePages(views.map(sourceOf));
  const page = await (await launched()).newPage();
  await page.setContent("<!doctype html><div id=outlet></div>");
  await page.addScriptTag({ content: await probeScript() });
  for (const [at, view] of compiled.entries()) {
    const how = at % 2 === 0 ? "adopt" : "build";
    const played = playPage(view, { random: seeded(seed + at), steps, how });
    const difference = await differenceIn(page, how, played);
    if (difference) {
      throw new Error(`RALLY_SEED=${seed}, page ${at} by ${how}:\n  ${sourceOf(views[at]!)}\n${difference}`);
    }
  }
  await page.close();
}

/** The first step after which the browser shows something else, if there is one. */
async function differenceIn(page: Page, how: "adopt" | "build", played: PlayedPage): Promise<string | undefined> {
  const run = `probe(${JSON.stringify(how)}, ${JSON.stringify(played)})`;
  const found = await page.evaluate(run) as { step: number; got: string; expected: string } | null;
  if (!found) return undefined;
  const { step, got, expected } = found;
  let from = 0;
  while (got[from] === expected[from]) from++;
  const around = (text: string) => `…${text.slice(Math.max(0, from - 80), from + 80)}…`;
  return `after step ${step} ${JSON.stringify(played.steps[step]?.patches)}\n  got       ${around(got)}\n  expected  ${
    around(expected)
  }`;
}

async function probeScript(): Promise<string> {
  const entry = `
    import { createPatcher } from "./patcher.ts";
    const outlet = document.querySelector("#outlet");
    const texts = new Set(["input", "textarea", "select"]);
    // Everything but comments: attributes in order, texts that stand side by side as one, and what fields show.
    function shown(node) {
      if (node.nodeType === 3) return node.data;
      if (node.nodeType !== 1) return "";
      const attributes = [...node.attributes].map(({ name, value }) => name + "=" + JSON.stringify(value)).sort();
      const field = texts.has(node.localName) ? [node.value, node.checked] : "";
      return "<" + [node.nodeName, node.namespaceURI.slice(-4), ...attributes, field].join(" ") + ">" +
        [...node.childNodes].map(shown).join("") + "</>";
    }
    const inside = (element) => [...element.childNodes].map(shown).join("");
    function fresh(html) {
      const element = document.createElement("div");
      element.innerHTML = html;
      return inside(element);
    }
    globalThis.probe = (how, { start, steps }) => {
      outlet.innerHTML = how === "adopt" ? start.html : "<p>something else</p>";
      const patcher = createPatcher(outlet, start, { isNew: how === "build", emit() {}, known: new Map() });
      let difference = null;
      for (const [step, { patches, html }] of steps.entries()) {
        for (const patch of patches) patcher.apply(patch);
        const [got, expected] = [inside(outlet), fresh(html)];
        if (got !== expected) {
          difference = { step, got, expected };
          break;
        }
      }
      patcher.dispose();
      return difference;
    };`;
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: entry,
      resolveDir: fileURLToPath(new URL("../../runtime/client/live/", import.meta.url)),
      loader: "js",
    },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}
