/**
 * The scoreboard as its visitors see it: what the browser tests look for, by role and name.
 */
import type { Locator, Page } from "playwright-core";
import type { Visitor } from "./visitor.ts";

/** The game that the tests follow; it is on in the seeds. */
export const game = {
  path: "/games/1",
  name: "Montréal Meteors at Toronto Tides",
  home: "Toronto Tides",
  homeSlug: "/teams/toronto-tides",
  homeScore: 4,
} as const;

/** The page's heading. */
export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole("heading", { level: 1, name });
}

/** A team's score on a game's own page. */
export function heroScore(page: Page, team: string): Locator {
  return page.locator(".hero-side").filter({ has: page.getByRole("link", { name: team }) }).locator(".score");
}

/** The link from a game's card to its page. */
export function detailsLink(page: Page, name: string): Locator {
  return page.getByRole("link", { name });
}

/** A team's score on the card of a game. */
export function cardScore(page: Page, name: string, team: string): Locator {
  const card = page.getByRole("listitem").filter({ has: detailsLink(page, name) });
  return card.locator(".team-line").filter({ hasText: team }).locator(".score");
}

/** Gives a team a goal; only admins see it. */
export function plusButton(page: Page, team: string): Locator {
  return page.getByRole("button", { name: `Add one goal for ${team}` });
}

/** Waits until an element shows exactly this text. */
export async function shows(locator: Locator, text: string | number): Promise<void> {
  await locator.filter({ hasText: new RegExp(`^${text}$`) }).waitFor();
}

/** Waits until the document has this title. */
export async function titled(page: Page, title: string): Promise<void> {
  // Locators look only at what is drawn, and `waitForFunction` needs an `eval` that the page's policy forbids.
  const deadline = performance.now() + 10_000;
  while (await page.title() !== title) {
    if (performance.now() > deadline) throw new Error(`The title is "${await page.title()}", expected "${title}"`);
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
}

/** Signs the seeded admin in and goes to a path; works with and without JavaScript. */
export async function signIn({ go, page, ready }: Visitor, path: string, name = "Ada Keeper"): Promise<void> {
  await go(`/sign_in?return_to=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => url.pathname === path);
  await ready();
}
