/**
 * A loop as the panel lists it, wherever it runs.
 *
 * @module
 */
import { brief, differences } from "../../wire/dev/differences.ts";
import type { LoopUpdated } from "../../wire/dev/live_news.ts";
import { messageName } from "../../wire/dev/wire_entry.ts";
import type { PartInfo, RunningPart } from "./hot_part.ts";

/** What is shown of a loop. */
export interface ListedPart {
  readonly info: PartInfo;
  /** The first model. */
  readonly first: string;
  readonly entries: readonly LoopUpdated[];
  /** The loop itself, when it runs in this browser: its models can be shown again, and saved. */
  readonly running?: RunningPart;
}

/** Lists a loop of this browser. */
export function listRunning(running: RunningPart): ListedPart {
  const { info, history: { first, entries } } = running;
  const models = [first, ...entries.map(({ model }) => model)];
  return {
    info,
    first: brief(first, 1000),
    entries: entries.map(({ message, effects }, index) => ({
      name: messageName(message),
      message: brief(message),
      differences: differences(models[index], models[index + 1]),
      effects,
    })),
    running,
  };
}
