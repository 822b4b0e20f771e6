import { deepStrictEqual, strictEqual } from "node:assert";
import { pageFileOf } from "./page_file.ts";

Deno.test("pageFileOf reads kind, id and route from the place", () => {
  const expected: Record<string, [kind: string, id: string, path: string]> = {
    "index.tsx": ["page", "index", "/"],
    "about.tsx": ["page", "about", "/about"],
    "games/index.tsx": ["page", "games", "/games"],
    "games/[id].tsx": ["page", "games_id", "/games/:id"],
    "[team]/games/[id]/log.tsx": ["page", "team_games_id_log", "/:team/games/:id/log"],
    "docs/[...path].tsx": ["page", "docs_path", "/docs/:path*"],
    "(legal)/imprint.tsx": ["page", "legal_imprint", "/imprint"],
    "robots.txt.tsx": ["page", "robots_txt", "/robots.txt"],
    "404.tsx": ["page", "_404", "/404"],
    "layout.tsx": ["layout", "layout", "/"],
    "admin/layout.tsx": ["layout", "admin_layout", "/admin"],
    "(legal)/layout.tsx": ["layout", "legal_layout", "/(legal)"],
    "not_found.tsx": ["not_found", "not_found", "/not_found"],
    "admin/error.tsx": ["error", "admin_error", "/admin/error"],
  };
  for (const [file, [kind, id, path]] of Object.entries(expected)) {
    const place = pageFileOf(`app/pages/${file}`);
    deepStrictEqual([place?.kind, place?.id, place?.path, place?.mistakes], [kind, id, path, []], file);
  }
});

Deno.test("pageFileOf takes nothing else for a route", () => {
  const others = [
    "games/sql/list.tsx",
    "sql/index.tsx",
    "_card.tsx",
    "_parts/card.tsx",
    "games_test.tsx",
    "score.ts",
    "a.sql",
  ];
  for (const file of others) strictEqual(pageFileOf(`app/pages/${file}`), undefined, file);
  strictEqual(pageFileOf("app/views.tsx"), undefined);
  strictEqual(pageFileOf("app/pages/sql.tsx")?.path, "/sql");
});
