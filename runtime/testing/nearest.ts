/**
 * Guesses which of some texts was meant, for the messages of a search that found nothing.
 *
 * @module
 */

/** The text that shares the most pairs of letters with the wanted one, if it shares enough of them. */
export function nearest(wanted: string, texts: readonly string[]): string | undefined {
  const pairs = pairsOf(wanted);
  const [best] = texts
    .map((text) => ({ text, likeness: likeness(pairs, pairsOf(text)) }))
    .filter(({ likeness }) => likeness > 0.4)
    .sort((a, b) => b.likeness - a.likeness);
  return best?.text;
}

/** The coefficient of Dice: 1 for the same pairs, 0 for none in common. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size + b.size === 0 ? 0 : 2 * a.intersection(b).size / (a.size + b.size);
}

function pairsOf(text: string): Set<string> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)));
}
