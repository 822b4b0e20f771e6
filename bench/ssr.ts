/**
 * Server rendering: a page with navigation, form and a table of 100 and of 1,000 rows, by Rally, by a template literal
 * escaped by hand, and by Hono with Preact, on the same server; a constant answer shows what the server itself costs, and
 * the same page behind two nested layouts what Rally does beside rendering.
 */
import { strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { load } from "./ssr/load.ts";
import { literalPage } from "./ssr/literal_page.ts";
import { players } from "./ssr/players.ts";
import { preactPage } from "./ssr/preact_page.ts";
import { rallyPage } from "./ssr/rally_page.tsx";
import { median, printTable } from "./table.ts";

const names = ["constant", "literal", "preact", "rally", "nested"] as const;
type Name = typeof names[number];

const rounds = 7;

/** Prints requests per second and their ratios; the variants take turns, so that a busy machine hits all of them. */
export async function bench(): Promise<void> {
  requireSamePage();
  const { port, stop } = await startServer();
  try {
    for (const rows of [100, 1_000]) {
      const rates: Record<Name, number[]> = { constant: [], literal: [], preact: [], rally: [], nested: [] };
      const measure = (name: Name, milliseconds: number) =>
        load({ port, path: `/${name}/${rows}`, connections: 16, milliseconds });
      for (const name of names) await measure(name, 500);
      for (let round = 0; round < rounds; round++) {
        for (const name of names) rates[name].push(await measure(name, 700));
      }
      printRates(rows, rates);
    }
  } finally {
    await stop();
  }
  console.log(`medians of ${rounds} interleaved rounds; expected of Rally's rendering: 0.8 to literal, 1.5 to Preact`);
}

/** Compares round by round: what slows the machine for a moment slows both. */
function ratio(rates: Readonly<Record<Name, readonly number[]>>, name: Name, to: Name): string {
  return median(rates[name].map((rate, round) => rate / rates[to][round])).toFixed(2);
}

const labels: Readonly<Record<Name, string>> = {
  constant: "constant answer",
  literal: "template literal",
  preact: "Hono + Preact",
  rally: "Rally's rendering",
  nested: "Rally's whole server, the page in two nested layouts",
};

function printRates(rows: number, rates: Readonly<Record<Name, readonly number[]>>): void {
  printTable([
    [`page of ${rows} x 6 cells`, "requests/s", "to constant", "to literal", "to Preact"],
    ...names.map((name) => [
      labels[name],
      median(rates[name]).toFixed(0),
      ratio(rates, name, "constant"),
      ratio(rates, name, "literal"),
      ratio(rates, name, "preact"),
    ]),
  ]);
  console.log();
}

/** A comparison of different pages would say nothing. Two spellings of the same HTML are evened out. */
function requireSamePage(): void {
  const same = (html: string) => html.replaceAll("/>", ">").replaceAll("&gt;", ">");
  const expected = same(literalPage(players(100)));
  strictEqual(same(preactPage(players(100))), expected);
  strictEqual(same(rallyPage(players(100))), expected);
}

async function startServer(): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL("ssr/server.ts", import.meta.url))],
    stdout: "piped",
  }).spawn();
  const stop = async () => {
    server.kill("SIGTERM");
    await server.status;
  };
  const reader = server.stdout.getReader();
  const { value } = await reader.read();
  const port = Number(new TextDecoder().decode(value));
  if (!(port > 0)) {
    await stop();
    throw new Error("Cannot start the server of the bench: it printed no port");
  }
  return { port, stop };
}
