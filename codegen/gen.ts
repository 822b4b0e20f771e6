/**
 * Generates everything that an app needs besides its own files: sql, then routes, then contracts, because pages import
 * the queries and contracts are read by importing the pages. Called by `rally gen` and by every command that builds.
 */
import type { GeneratedFile, SourceFile } from "./files.ts";
import { memoizeEqual, memoizeLast } from "./memoize.ts";
import { type Problem, sortProblems } from "./problem.ts";
import { checkRoutes } from "./routes/check.ts";
import { type Endpoint, scanEndpoints } from "./routes/scan_endpoints.ts";
import { type PagePart, scanPages } from "./routes/scan.ts";
import { routesFile, writePreliminaryRoutes, writeRoutes } from "./routes/write_routes.ts";
import { createSqlGenerator, sqlSources } from "./sql/mod.ts";
import type { ContractInfo, FunctionInfo, TopicInfo } from "./wire/contract_info.ts";
import {
  type ContractReader,
  type Contracts,
  type ContractSources,
  createContractReader,
} from "./wire/read_contracts.ts";
import { writeApp } from "./wire/write_app.ts";
import { writeFunctions } from "./wire/write_functions.ts";
import { writeTopics } from "./wire/write_topics.ts";
import { writeWire } from "./wire/write_wire.ts";

/** What a {@linkcode Generator} works on. */
export interface GenerateOptions {
  /** Everything below `app/` and `db/migrations/`; an unchanged file is the same object as before. */
  readonly files: readonly SourceFile[];
  /**
   * Puts files on the disk, where the pages import them: the queries before any page is imported, and the links when a
   * page needs them to be imported at all. Everything else is left to the caller.
   */
  write(files: readonly GeneratedFile[]): void;
}

/** What an app says of itself, and what was made of it. */
export interface Generated {
  /** All generated files; with problems, only those of generators that had none. */
  readonly files: readonly GeneratedFile[];
  /** Sorted by place. */
  readonly problems: readonly Problem[];
  readonly parts: readonly PagePart[];
  readonly endpoints: readonly Endpoint[];
  /** Of every part that could be read, in the order of the parts. */
  readonly contracts: readonly ContractInfo[];
  readonly topics: readonly TopicInfo[];
  /** What `app/browser.ts` exports. */
  readonly functions: readonly FunctionInfo[];
  /** Identifies the migrated schema; empty when a migration fails. */
  readonly schemaHash: string;
}

/** Generates the code of one app, again and again: only what has changed is read, proven and written again. */
export interface Generator {
  /** Says that `generate()` will follow, so that it need not wait for the start of a worker. */
  prepare(): void;
  /** Generates all files, or says everything that is wrong. */
  generate(options: GenerateOptions): Promise<Generated>;
  close(): void;
}

/**
 * Makes a generator. Close it at the end.
 *
 * @param root The app's folder, absolute: the pages are imported from there.
 */
export function createGenerator(root: string): Generator {
  const sqlGenerator = createSqlGenerator();
  const reader = createContractReader(root);
  const writeLinks = memoizeLast(writeRoutes);
  const writeTable = memoizeEqual(writeApp);

  return {
    prepare: reader.prepare,
    async generate({ files, write }) {
      const sql = sqlGenerator.generate(sqlSources(files));
      write(sql.files);
      const { parts, problems: scanned } = scanPages(files);
      const { endpoints, problems: ofEndpoints } = scanEndpoints(files, parts);
      const unreadable = new Set(scanned.map(({ file }) => file));
      const readable = parts.filter(({ file }) => !unreadable.has(file));
      const sources = { parts: readable, files: withGenerated(files, sql.files) };
      const reading = readWithLinks(reader, sources, write);
      // While the worker imports.
      const ofRoutes = checkRoutes(readable);
      const { contracts, topics, functions, problems: wrong, failed } = await reading;
      const problems = sortProblems([
        ...sql.problems,
        ...scanned,
        ...ofRoutes,
        ...ofEndpoints,
        // A page cannot be imported without its queries: their own problems say why.
        ...(sql.problems.length > 0 ? wrong.filter(({ message }) => !message.startsWith("Import of ")) : wrong),
      ]);
      const { schemaHash, schema } = sql;
      const read = { problems, parts, endpoints, contracts, topics, functions, schemaHash };
      if (failed || problems.length > 0) return { ...read, files: sql.files };
      return {
        ...read,
        files: [
          ...sql.files,
          writeLinks(contracts),
          ...contracts.map(writeWire),
          ...(topics.length > 0 ? [writeTopics(topics)] : []),
          ...(functions.length > 0 ? [writeFunctions(functions)] : []),
          writeTable({ layouts: layoutsOf(parts), contracts, endpoints, topics, functions, schemaHash, schema }),
        ],
      };
    },
    close() {
      sqlGenerator.close();
      reader.close();
    },
  };
}

function layoutsOf(parts: readonly PagePart[]): Map<string, readonly string[]> {
  return new Map(parts.map(({ file, layouts }) => [file, layouts]));
}

/** The files as they lie on the disk now. */
function withGenerated(files: readonly SourceFile[], generated: readonly GeneratedFile[]): SourceFile[] {
  return [...new Map([...files, ...generated].map((file) => [file.path, file])).values()];
}

/**
 * Pages may use `href` while they are imported, so the links are needed before the contracts that type them. Links
 * without types do for that; they are written only when something fails for want of a link.
 */
async function readWithLinks(
  reader: ContractReader,
  sources: ContractSources,
  write: GenerateOptions["write"],
): Promise<Contracts> {
  const contracts = await reader.read(sources);
  const wantsLinks = contracts.problems.some(({ message }) => message.includes(routesFile) || /\bhref\b/.test(message));
  if (!contracts.failed || !wantsLinks) return contracts;
  write([writePreliminaryRoutes(sources.parts)]);
  return await reader.read(sources);
}
