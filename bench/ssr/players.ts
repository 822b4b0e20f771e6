/**
 * What all pages of the bench show: a navigation, a form and a table of six columns, with characters that
 * need escaping.
 */

/** One row of the table. */
export interface Player {
  readonly id: number;
  readonly name: string;
  readonly team: string;
  readonly goals: number;
  readonly assists: number;
  readonly note: string;
}

export const sections: readonly { readonly path: string; readonly label: string }[] = [
  { path: "/games", label: "Games" },
  { path: "/standings", label: "Standings" },
  { path: "/players", label: "Players & coaches" },
  { path: "/about", label: "About" },
];

/** What stands in the form's field. */
export const search = "Al & Co";

/** New objects on every call, as from a database. */
export function players(count: number): Player[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: `Player ${index + 1}`,
    team: index % 3 === 0 ? "Owls & Friends" : "Toronto Tides",
    goals: (index * 7) % 40,
    assists: (index * 11) % 50,
    note: index % 10 === 0 ? 'says "<3"' : "fit",
  }));
}
