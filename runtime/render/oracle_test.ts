import { strictEqual } from "node:assert";
import { exceptions } from "../../tests/oracle/exceptions.ts";
import { renderBoth } from "../../tests/oracle/render.ts";
import { type Difference, differences } from "../../tests/oracle/trees.ts";
import { smaller, sourceOf, type View } from "../../tests/oracle/view.ts";
import { randomView, seeded } from "../../tests/oracle/views.ts";

const isCi = Deno.env.get("CI") === "true";
const cases = Number(Deno.env.get("RALLY_CASES") ?? (isCi ? 10_000 : 500));
const seed = Number(Deno.env.get("RALLY_SEED") ?? 1);
// Enough for every exception to be met.
const manyCases = 10_000;

// The same source, compiled for the server by Deno and for the browser by esbuild, must give the same page.
Deno.test("renderToHtml gives the page that preact-render-to-string gives, on generated views", async () => {
  const random = seeded(seed);
  const views = Array.from({ length: cases }, () => randomView(random));
  const met = new Set<string>();
  const failing = await failures(views, met);
  if (failing.length > 0) throw new Error(await report(failing));
  if (cases >= manyCases) {
    strictEqual(exceptions.find(({ reason }) => !met.has(reason)), undefined, "An exception that no view needs");
  }
});

interface Failure {
  readonly view: View;
  readonly own: string;
  readonly oracle: string;
  readonly differences: readonly Difference[];
}

/** The views that differ in another way than the exceptions allow; notes the exceptions that were met. */
async function failures(views: readonly View[], met: Set<string> = new Set()): Promise<Failure[]> {
  const rendered = await renderBoth(views.map(sourceOf));
  strictEqual(rendered.length, views.length);
  return rendered.flatMap(({ own, oracle }, at) => {
    const unmeant = differences(own, oracle).filter((difference) => {
      const exception = exceptions.find(({ allows }) => allows(difference));
      if (exception) met.add(exception.reason);
      return !exception;
    });
    return unmeant.length > 0 ? [{ view: views[at]!, own, oracle, differences: unmeant }] : [];
  });
}

/** Takes away part after part as long as the view still fails. All views of one step are compiled together. */
async function shrunk(failure: Failure): Promise<Failure> {
  const [next] = await failures(smaller(failure.view));
  return next ? await shrunk(next) : failure;
}

async function report(failing: readonly Failure[]): Promise<string> {
  const shortest = failing.toSorted((a, b) => sourceOf(a.view).length - sourceOf(b.view).length)[0]!;
  const { view, own, oracle, differences } = await shrunk(shortest);
  return [
    `${failing.length} of ${cases} views differ (RALLY_SEED=${seed} RALLY_CASES=${cases}). The smallest:`,
    `  view    ${sourceOf(view)}`,
    `  own     ${own}`,
    `  oracle  ${oracle}`,
    ...differences.map((difference) => `  ${JSON.stringify(difference)}`),
  ].join("\n");
}
