/**
 * The names in generated files, made out of one.
 *
 * @module
 */
import { usage } from "../core/command_error.ts";

/** `list_books` -> `listBooks`. */
export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `book_shelf` -> `BookShelf`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** `first_name` -> `First name`. */
export function title(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One of several, by the rules that most English words follow; `--one` names the others. */
export function singular(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, "y");
  if (/(?:s|x|z|ch|sh)es$/.test(plural)) return plural.replace(/es$/, "");
  return plural.replace(/s$/, "");
}

/** A word before a noun: `an` before a vowel. */
export function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? "an" : "a";
}

/**
 * Refuses what cannot be the name of a table or a file.
 *
 * @throws {CommandError} Of kind `usage`.
 */
export function checkName(what: string, name: string): string {
  if (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)) return name;
  throw usage(`The name of a ${what}: got "${name}", expected small letters, digits and "_"`, `e.g. book_shelves`);
}
