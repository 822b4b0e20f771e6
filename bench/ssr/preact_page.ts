/**
 * The page as Hono apps render Preact: the calls that the automatic JSX transform writes, and preact-render-to-string.
 * They are written out because one repository has one JSX transform.
 */
import { jsx, jsxs } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { type Player, search, sections } from "./players.ts";

export function preactPage(rows: readonly Player[]): string {
  return renderToString(view(rows));
}

function view(rows: readonly Player[]) {
  return jsxs("div", {
    class: "page",
    children: [
      jsx("nav", {
        "aria-label": "Main",
        children: sections.map(({ path, label }) => jsx("a", { href: path, children: label })),
      }),
      jsxs("main", { children: [jsx("h1", { children: "Players" }), searchForm(), table(rows)] }),
    ],
  });
}

function searchForm() {
  return jsxs("form", {
    method: "get",
    action: "/players",
    children: [
      jsxs("label", { children: ["Name ", jsx("input", { name: "name", value: search })] }),
      jsx("button", { type: "submit", children: "Search" }),
    ],
  });
}

function table(rows: readonly Player[]) {
  return jsxs("table", {
    children: [
      jsx("thead", {
        children: jsxs("tr", {
          children: ["Id", "Name", "Team", "Goals", "Assists", "Note"].map((name) => jsx("th", { children: name })),
        }),
      }),
      jsx("tbody", {
        children: rows.map(({ id, name, team, goals, assists, note }) =>
          jsxs("tr", {
            class: goals > 20 ? "hot" : "cold",
            children: [
              jsx("td", { children: id }),
              jsx("td", { children: jsx("a", { href: `/players/${id}`, children: name }) }),
              jsx("td", { children: team }),
              jsx("td", { children: goals }),
              jsx("td", { children: assists }),
              jsx("td", { children: note }),
            ],
          }, String(id))
        ),
      }),
    ],
  });
}
