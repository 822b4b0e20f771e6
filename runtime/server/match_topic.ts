/**
 * Finds the declared topic of a key that came over the wire.
 *
 * @module
 */
import type { TopicEntry } from "./app_table.ts";

/** A topic with the strings of its parameters. */
export interface TopicMatch {
  readonly entry: TopicEntry;
  readonly params: Readonly<Record<string, string>>;
}

/** Matches a key such as `game/3` against the patterns; a part that decodes wrongly matches nothing. */
export function matchTopic(topics: readonly TopicEntry[], key: string): TopicMatch | undefined {
  // Half of a surrogate pair has no spelling in UTF-8.
  if (!key.isWellFormed()) return undefined;
  const parts = key.split("/");
  for (const entry of topics) {
    const params = matchParts(entry.topic.pattern.split("/"), parts);
    if (params) return { entry, params };
  }
  return undefined;
}

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, expected] of pattern.entries()) {
    const part = parts[at]!;
    if (!expected.startsWith(":")) {
      if (part !== expected) return undefined;
      continue;
    }
    const value = decode(part);
    // Only the canonical spelling is a key: two spellings of one value would be two topics.
    if (value === undefined || encodeURIComponent(value) !== part) return undefined;
    params[expected.slice(1)] = value;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
