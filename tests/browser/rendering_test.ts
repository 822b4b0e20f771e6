/** The oracle of the server's rendering, with Chromium in the place of the parser. */
import { ok, strictEqual } from "node:assert";
import { renderBoth } from "../oracle/render.ts";
import { differences } from "../oracle/trees.ts";
import { sourceOf } from "../oracle/view.ts";
import { randomView, seeded } from "../oracle/views.ts";
import { browserTest } from "./harness.ts";

const cases = Deno.env.get("CI") === "true" ? 2_000 : 300;

browserTest("rendering gives Chromium the page that preact-render-to-string gives it", async ({ visit }) => {
  const random = seeded(2);
  const sources = Array.from({ length: cases }, () => sourceOf(randomView(random)));
  const rendered = await renderBoth(sources);
  // The few that differ on purpose are the parser's test.
  const same = rendered.map((both, at) => ({ ...both, source: sources[at] }))
    .filter(({ own, oracle }) => differences(own, oracle).length === 0);
  ok(same.length > cases * 0.8, `Only ${same.length} of ${cases} views can be compared`);
  const { page } = await visit("/");
  const different = await page.evaluate(
    (pairs) => {
      const parse = (html: string) => {
        const template = document.createElement("template");
        template.innerHTML = html;
        return template.content;
      };
      return pairs.findIndex(({ own, oracle }) => !parse(own).isEqualNode(parse(oracle)));
    },
    same.map(({ own, oracle }) => ({ own, oracle })),
  );
  strictEqual(different, -1, JSON.stringify(same[different], null, 2));
});
