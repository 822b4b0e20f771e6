/**
 * From names of SQL to names of TypeScript: `home_score` and `home-score` become `homeScore`.
 */

/** The name of a function or a property, or nothing when there is none for it. */
export function wordOf(name: string): string | undefined {
  const word = name.replace(/(?<=[A-Za-z0-9])[_-]+([A-Za-z0-9])/g, (_, next: string) => next.toUpperCase());
  return isWord(word) ? word : undefined;
}

/** Whether it can stand for a property as it is. */
export function isWord(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== "__proto__";
}

/** The name of a type: `ListGames` for `listGames`. */
export function typeOfWord(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}

/** Whether a module cannot declare a function of this name. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

const RESERVED = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield").split(" "),
);
