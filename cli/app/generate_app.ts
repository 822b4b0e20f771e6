/**
 * Generates the code of an app on its disk: reads the sources, runs the generators, writes what changed. Called by every
 * command that needs generated code.
 *
 * @module
 */
import type { BundlePart } from "../../codegen/bundle/bundle_part.ts";
import type { GeneratedFile } from "../../codegen/files.ts";
import { generate } from "../../codegen/gen.ts";
import type { Problem } from "../../codegen/problem.ts";
import type { Endpoint } from "../../codegen/routes/scan_endpoints.ts";
import type { PagePart } from "../../codegen/routes/scan.ts";
import type { ContractInfo } from "../../codegen/wire/contract_info.ts";
import { bundleParts } from "./bundle_parts.ts";
import { compareGenerated, updateGenerated } from "./generated_files.ts";
import { readSources } from "./read_sources.ts";

/** What was generated, and what it says of the app. */
export interface GeneratedApp {
  /** Sorted by place. With problems nothing else counts. */
  readonly problems: readonly Problem[];
  /** Generated files that were missing or had another text, by path. */
  readonly changed: readonly string[];
  /** Generated files whose source is gone. */
  readonly left: readonly string[];
  /** How many files are generated. */
  readonly files: number;
  readonly parts: readonly PagePart[];
  readonly endpoints: readonly Endpoint[];
  readonly contracts: readonly ContractInfo[];
  /** What the bundler is told. */
  readonly bundleParts: readonly BundlePart[];
  /** Whether the app has topics. */
  readonly topicCodecs: boolean;
  /** The functions that `app/browser.ts` exports. */
  readonly functions: readonly string[];
}

/** How to generate. */
export interface GenerateMode {
  /** Without it nothing is written: `changed` and `left` say what would be. */
  readonly write: boolean;
}

/** Reads the app in the folder and generates its code. */
export async function generateApp(root: string, mode: GenerateMode): Promise<GeneratedApp> {
  const changed = new Set<string>();
  // The generators need some files on the disk before the others are known.
  const early = (files: readonly GeneratedFile[]) => {
    const stale = compareGenerated(root, files).changed;
    for (const { path } of stale) changed.add(path);
    if (mode.write) updateGenerated(root, { changed: stale, left: [] });
    return Promise.resolve();
  };
  const generated = await generate({ root, files: readSources(root), write: early });
  const { parts, endpoints, contracts, topics, functions } = generated;
  const rest = {
    files: generated.files.length,
    parts,
    endpoints,
    contracts,
    bundleParts: bundleParts(parts, contracts),
    topicCodecs: topics.length > 0,
    functions: functions.map(({ name }) => name),
  };
  if (generated.problems.length > 0) {
    // A page that fails for want of generated code is no mistake of the page: the stale file is what there is to say.
    const problems = mode.write || changed.size === 0 ? generated.problems : [];
    return { problems, changed: [...changed], left: [], ...rest };
  }
  const staleness = compareGenerated(root, generated.files);
  for (const { path } of staleness.changed) changed.add(path);
  if (mode.write) updateGenerated(root, staleness);
  return { problems: [], changed: [...changed].sort(), left: staleness.left, ...rest };
}
