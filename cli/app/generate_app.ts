/**
 * Generates the code of an app on its disk: reads the sources, runs the generators, writes what changed. Called by every
 * command that needs generated code.
 *
 * @module
 */
import type { BundlePart } from "../../codegen/bundle/bundle_part.ts";
import type { GeneratedFile, SourceFile } from "../../codegen/files.ts";
import { createGenerator } from "../../codegen/gen.ts";
import type { Problem } from "../../codegen/problem.ts";
import type { Endpoint } from "../../codegen/routes/scan_endpoints.ts";
import type { PagePart } from "../../codegen/routes/scan.ts";
import type { ContractInfo, TopicInfo } from "../../codegen/wire/contract_info.ts";
import { bundleParts } from "./bundle_parts.ts";
import { changedFiles, compareGenerated, updateGenerated } from "./generated_files.ts";
import { createAppReader } from "./app_files.ts";

/** What was generated, and what it says of the app. */
export interface GeneratedApp {
  /** What it was generated from. */
  readonly sources: readonly SourceFile[];
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
  readonly topics: readonly TopicInfo[];
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

/** Generates the code of one app, again and again: what a change does not touch costs next to nothing. */
export interface AppGenerator {
  /** Does ahead what does not depend on the app's files, for a `generate()` that will follow some time. */
  prepare(): void;
  /** Reads the app and generates its code. */
  generate(mode: GenerateMode): Promise<GeneratedApp>;
  close(): void;
}

/** Makes a generator for the app in the folder. Close it at the end. */
export function createAppGenerator(root: string): AppGenerator {
  const generator = createGenerator(root);
  const reader = createAppReader(root);
  return {
    prepare: generator.prepare,
    async generate(mode) {
      generator.prepare();
      const disk = reader.read();
      const sources = [...disk.values()].filter(({ path }) => !path.startsWith("generated/"));
      const changed = new Set<string>();
      // The generators need some files on the disk before the others are known.
      const write = (files: readonly GeneratedFile[]) => {
        const stale = changedFiles(disk, files);
        if (mode.write) updateGenerated(root, { changed: stale, left: [] });
        for (const file of stale) {
          changed.add(file.path);
          disk.set(file.path, file);
        }
      };
      const generated = await generator.generate({ files: sources, write });
      const { problems, files, parts, endpoints, contracts, topics, functions } = generated;
      const rest = {
        sources,
        files: files.length,
        parts,
        endpoints,
        contracts,
        bundleParts: bundleParts(parts, contracts),
        topics,
        topicCodecs: topics.length > 0,
        functions: functions.map(({ name }) => name),
      };
      if (problems.length > 0) {
        // A page that fails for want of generated code is no mistake of the page: the stale file is what there is to say.
        return { problems: mode.write || changed.size === 0 ? problems : [], changed: [...changed], left: [], ...rest };
      }
      const staleness = compareGenerated(disk, files);
      for (const { path } of staleness.changed) changed.add(path);
      if (mode.write) updateGenerated(root, staleness);
      return { problems, changed: [...changed].sort(), left: staleness.left, ...rest };
    },
    close: generator.close,
  };
}

/** Reads the app in the folder and generates its code, once. */
export async function generateApp(root: string, mode: GenerateMode): Promise<GeneratedApp> {
  const generator = createAppGenerator(root);
  try {
    return await generator.generate(mode);
  } finally {
    generator.close();
  }
}
