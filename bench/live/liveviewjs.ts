/**
 * The same events in liveviewjs, in a process of its own, because it is no dependency of Rally: the page's template,
 * its difference and the text of that, as its server makes them. Prints a list of {@linkcode Cost} as JSON.
 */
import type { Cost } from "./events.ts";
import type { Row } from "./rows.tsx";

/** A template with its values. */
interface View {
  partsTree(): unknown;
}

/** What of liveviewjs is used here. */
interface LiveViewJs {
  html(statics: TemplateStringsArray, ...values: unknown[]): View;
  join(views: readonly View[]): unknown;
  deepDiff(before: unknown, after: unknown): unknown;
}

// Held in a variable, so that nothing fetches it but this process.
const specifier = "npm:liveviewjs@0.8.1";
const rounds = 30;

const { html, join, deepDiff }: LiveViewJs = await import(specifier);

const rowOf = (id: number): Row => ({
  id,
  name: `Player number ${id}`,
  team: `Team ${id % 20}`,
  score: id * 7 % 100,
});
const rows = Array.from({ length: 1000 }, (_, id) => rowOf(id));

function view(count: number, rows: readonly Row[]): View {
  return html`<main><button phx-click="counted">${count}</button><table><tbody>${
    join(rows.map(({ id, name, team, score }) =>
      html`
        <tr>
          <td>${id}</td>
          <td>${name}</td>
          <td>${team}</td>
          <td phx-click="scored" phx-value-at="${id}">${score}</td>
        </tr>
      `
    ))
  }</tbody></table></main>`;
}

const events: Readonly<Record<string, readonly [count: number, rows: readonly Row[]]>> = {
  "counter": [1, rows],
  "one cell": [0, rows.with(500, { ...rows[500]!, score: rows[500]!.score + 1 })],
  "append": [0, [...rows, rowOf(1000)]],
  "prepend": [0, [rowOf(1000), ...rows]],
};

const costs = Object.entries(events).map(([name, [count, changed]]): Cost => {
  const before = view(0, rows).partsTree();
  let text = "";
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    text = JSON.stringify(deepDiff(before, view(count, changed).partsTree()));
    return (performance.now() - started) * 1000;
  });
  times.sort((left, right) => left - right);
  return { name, bytes: new TextEncoder().encode(text).length, microseconds: times[rounds >> 1]! };
});
console.log(JSON.stringify(costs));
Deno.exit();
