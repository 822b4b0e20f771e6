/** The name of a page in the generated `href`: the id in camel case, `games_id` -> `gamesId`. */
export function hrefName(id: string): string {
  return id.replace(/(?<!^)_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
