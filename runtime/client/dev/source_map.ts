/**
 * Finds the author's place of a position in a script, by the source map that stands beside every script in development.
 *
 * @module
 */

/** A place in a source file. */
export interface SourcePlace {
  /** As the map names it, e.g. `../../app/pages/index.tsx`. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** The text of the source file. */
  readonly text: string;
}

/** The part of a source map (version 3) that is read here. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
  readonly mappings: string;
}

/** The author's place of a position in the script, both counted from 1, or `undefined`. */
export function originalPlace(map: SourceMap, line: number, column: number): SourcePlace | undefined {
  let [source, sourceLine, sourceColumn] = [0, 0, 0];
  let found: [source: number, line: number, column: number] | undefined;
  for (const [index, group] of map.mappings.split(";").entries()) {
    if (index >= line) break;
    let generated = 0;
    for (const segment of group === "" ? [] : group.split(",")) {
      const [ahead, bySource, byLine, byColumn] = decodeSegment(segment);
      generated += ahead;
      if (bySource === undefined) continue;
      source += bySource;
      sourceLine += byLine;
      sourceColumn += byColumn;
      if (index === line - 1 && generated < column) found = [source, sourceLine, sourceColumn];
    }
  }
  if (!found) return undefined;
  const [at, foundLine, foundColumn] = found;
  return {
    source: map.sources[at],
    line: foundLine + 1,
    column: foundColumn + 1,
    text: map.sourcesContent[at] ?? "",
  };
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base 64 VLQ: five bits a digit, the sixth says that more follow, the lowest bit of all is the sign. */
function decodeSegment(segment: string): number[] {
  const values: number[] = [];
  let [value, shift] = [0, 0];
  for (const char of segment) {
    const digit = digits.indexOf(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    values.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return values;
}
