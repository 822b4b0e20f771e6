/**
 * Finds how a page's browser names reach server code. The search follows names, not files: a helper module with a
 * server function and a harmless one stands in the bundle of every page that uses the harmless one, but only the page
 * that uses the server function is at fault.
 */
import type { ImportedName, Mentions, ModuleNames } from "./module_names.ts";

/** The modules of a build, by the paths of esbuild's metafile. */
export interface ModuleGraph {
  /** `undefined` for a module whose names are not known, such as one of an npm package. */
  names(file: string): ModuleNames | undefined;
  /** The module that an import of a file leads to; `undefined` for one that leads nowhere, e.g. an import of a type. */
  resolve(file: string, specifier: string): string | undefined;
  /** All modules that a file imports. */
  imports(file: string): readonly string[];
}

/** One way from a page to server code. */
export interface Chain {
  /** Every file on the way; the last one is the server module. */
  readonly files: readonly string[];
  /** The names inside the first file, from the export to what the first import gives. */
  readonly names: readonly string[];
  /** Where the first file imports the second one. */
  readonly importOffset: number;
  /** Where that imported name is used in the first file. */
  readonly useOffset: number;
}

/** An exported name of a file. */
export interface Export {
  readonly file: string;
  readonly name: string;
}

/**
 * Every import of server code that the given exports lead to, shortest way first; one chain for each importing file and
 * server module.
 */
export function findChains(
  graph: ModuleGraph,
  start: readonly Export[],
  isServer: (file: string) => boolean,
): Chain[] {
  const queue: Step[] = start.map(({ file, name }) => ({ kind: "export", file, name, offset: 0 }));
  const seen = new Set<string>();
  const chains: Chain[] = [];
  for (let step = queue.shift(); step; step = queue.shift()) {
    for (const next of [step, ...stepsFrom(graph, step)]) {
      const from = next.parent;
      const key = isServer(next.file) && from
        ? `${from.file}\0${next.file}`
        : `${next.kind}\0${next.file}\0${next.name}`;
      if (next === step || seen.has(key)) continue;
      seen.add(key);
      if (isServer(next.file)) chains.push(chainOf(next));
      else queue.push(next);
    }
  }
  return chains;
}

/** One step of a search: an exported or a top-level name of a file, and the step that led there. */
interface Step {
  readonly kind: "export" | "local";
  readonly file: string;
  readonly name: string;
  /** In the parent's file: the import for a step to another file, the mention for one inside it. */
  readonly offset: number;
  readonly parent?: Step;
}

function stepsFrom(graph: ModuleGraph, step: Step): Step[] {
  const names = graph.names(step.file);
  if (!names) {
    return graph.imports(step.file).map((file) => ({ kind: "export", file, name: "*", offset: 0, parent: step }));
  }
  const walker = new Walker(graph, names, step);
  return step.kind === "export" ? walker.fromExport() : walker.fromLocal();
}

class Walker {
  constructor(readonly graph: ModuleGraph, readonly names: ModuleNames, readonly step: Step) {}

  fromExport(): Step[] {
    const { names, step: { name } } = this;
    const target = names.exports.get(name);
    const effects = this.#mentioned(names.effects);
    if (name === "*") {
      return [
        ...[...names.exports.values()].flatMap((exported) => this.#exported(exported)),
        ...this.#stars(),
        ...effects,
      ];
    }
    return [...(target === undefined ? this.#stars() : this.#exported(target)), ...effects];
  }

  fromLocal(): Step[] {
    const { names, step } = this;
    const [base, member] = step.name.split(".", 2);
    const imported = names.imports.get(base);
    if (imported) return this.#cross(imported.name === "*" && member ? { ...imported, name: member } : imported);
    const mentions = names.declarations.get(base);
    return mentions ? this.#mentioned(mentions) : [];
  }

  #exported(target: string | ImportedName): Step[] {
    if (typeof target !== "string") return this.#cross(target);
    return [{ kind: "local", file: this.step.file, name: target, offset: this.step.offset, parent: this.step }];
  }

  #stars(): Step[] {
    return this.names.stars.flatMap((star) => this.#cross({ ...star, name: this.step.name }));
  }

  #mentioned(mentions: Mentions): Step[] {
    const { step, names } = this;
    const known = [...mentions.names].filter(([name]) => {
      const [base] = name.split(".", 1);
      return names.imports.has(base) || names.declarations.has(base);
    });
    return [
      ...known.map(([name, offset]): Step => ({ kind: "local", file: step.file, name, offset, parent: step })),
      ...mentions.imports.flatMap((imported) => this.#cross(imported)),
    ];
  }

  #cross({ specifier, name, offset }: ImportedName): Step[] {
    const file = this.graph.resolve(this.step.file, specifier);
    return file === undefined ? [] : [{ kind: "export", file, name, offset, parent: this.step }];
  }
}

function chainOf(last: Step): Chain {
  const steps: Step[] = [];
  for (let step: Step | undefined = last; step; step = step.parent) steps.unshift(step);
  const files = steps.map(({ file }) => file).filter((file, index, all) => file !== all[index - 1]);
  const crossing = steps.findIndex(({ file }) => file !== steps[0].file);
  const inFirst = steps.slice(0, crossing);
  return {
    files,
    names: inFirst.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]),
    importOffset: steps[crossing].offset,
    useOffset: inFirst[inFirst.length - 1].offset,
  };
}
