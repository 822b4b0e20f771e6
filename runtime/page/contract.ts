/**
 * What a page declares: its path, where its loop runs, and every value that crosses the wire. In the browser bundle
 * these calls are replaced by light objects that hold no schema (see `codegen/bundle/`), so this file knows zod only
 * by its types.
 *
 * @module
 */
import type { z } from "zod";
import { type FormRules, formRules } from "../schema/field_rules.ts";
import { inside } from "../schema/zod_def.ts";
import type { Store } from "./store.ts";

/** Where a page's loop runs: in the browser, on the server, or nowhere. */
export type Mode = "client" | "live" | "static";

/** The schemas of path or query parameters by name. Strings of the URL are converted by the leaf type, then parsed. */
export type ParamSchemas = Readonly<Record<string, z.ZodType>>;

/** One server action of a page: what it takes, what it answers. */
export interface Action<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  /** Absent for an action whose answer carries no value. */
  readonly output: O | undefined;
  /** `post` for actions that touch the session: a socket cannot set cookies. */
  readonly over: "socket" | "post";
  /** What the input says of the fields of a form; absent when it says nothing. */
  readonly rules?: FormRules;
}

/** What may be said of an action beside its schemas. */
export interface ActionOptions {
  /**
   * The transport. An action that signs in or out must go over `post`.
   * @default {"socket"}
   */
  over?: "socket" | "post";
}

/** What {@linkcode page} and {@linkcode layout} take. */
export interface ContractSpec {
  /** Where the loop runs. Without it: `static` when the file exports no `update`, else `client`. */
  readonly mode?: Mode;
  readonly params?: ParamSchemas;
  readonly query?: ParamSchemas;
  /** What `load` gives to `init`. The encoder drops everything that this schema does not name. */
  readonly data?: z.ZodType;
  readonly actions?: Readonly<Record<string, Action>>;
  /** What the browser keeps for the page; see `store` and `stores`. */
  readonly stored?: Readonly<Record<string, Store>>;
}

/** A declared page or layout. `S` keeps the literal types from which `Start`, `Load` and `Handlers` are inferred. */
export interface Contract<S extends ContractSpec = ContractSpec> {
  readonly kind: "page" | "layout";
  readonly path: string;
  readonly spec: S;
}

/** The empty contract of a page file that declares none. */
// deno-lint-ignore ban-types -- {} is the type of "no declared part", which every mapped type below maps to {}
export type NoContract = Contract<{}>;

/**
 * Declares a page.
 *
 * @param path The route pattern; it must agree with the file's place, e.g. `/games/:id` for `games/[id].tsx`.
 * @example
 * ```ts
 * import { action, page } from "@rally/rally";
 * import { z } from "zod";
 *
 * export const contract = page("/games/:id", {
 *   mode: "client",
 *   params: { id: z.int() },
 *   data: z.object({ id: z.int(), home: z.string() }),
 *   actions: { rename: action(z.object({ home: z.string().min(1) })) },
 * });
 * ```
 */
export function page<const S extends ContractSpec>(path: string, spec: S): Contract<S> {
  return { kind: "page", path, spec };
}

/**
 * Declares a layout: what stands around the pages below its path.
 *
 * @example
 * ```ts
 * import { layout } from "@rally/rally";
 * import { z } from "zod";
 *
 * export const contract = layout("/", { data: z.object({ user: z.string().nullable() }) });
 * ```
 */
export function layout<const S extends ContractSpec>(path: string, spec: S): Contract<S> {
  return { kind: "layout", path, spec };
}

/**
 * Declares one action. Inputs travel as `z.input` and are parsed on the server; outputs travel as `z.output`.
 *
 * @example
 * ```ts
 * import { action } from "@rally/rally";
 * import { z } from "zod";
 *
 * export const signIn = action(z.object({ user: z.int() }), { over: "post" });
 * export const adjust = action(z.object({ delta: z.int() }), z.object({ score: z.int() }));
 * ```
 */
export function action<I extends z.ZodType>(input: I, options?: ActionOptions): Action<I, z.ZodUndefined>;
export function action<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options?: ActionOptions,
): Action<I, O>;
export function action(
  input: z.ZodType,
  outputOrOptions?: z.ZodType | ActionOptions,
  options: ActionOptions = {},
): Action {
  const hasOutput = outputOrOptions !== undefined && "_zod" in outputOrOptions;
  const { over = "socket" } = hasOutput ? options : (outputOrOptions as ActionOptions | undefined) ?? options;
  return {
    input,
    output: hasOutput ? outputOrOptions : undefined,
    over,
    // Read when a form asks: most actions have none.
    get rules() {
      return formRules(inside(input));
    },
  };
}

/** The parsed path parameters of a contract: `{ id: number }` for `params: { id: z.int() }`. */
export type Params<C extends Contract> = Outputs<C["spec"]["params"]>;

/** The parsed query of a contract, defaults filled in. */
export type Query<C extends Contract> = Outputs<C["spec"]["query"]>;

/** What `load` gives and `init` gets; `undefined` for a page without `data`. */
export type Data<C extends Contract> = C["spec"]["data"] extends z.ZodType ? z.output<C["spec"]["data"]> : undefined;

/** The actions of a contract by name; `{}` when it declares none. */
export type Actions<C extends Contract> = C["spec"]["actions"] extends Readonly<Record<string, Action>>
  ? C["spec"]["actions"]
  : Record<never, Action>;

/** What an action takes, as the caller writes it. */
export type ActionInput<A extends Action> = z.input<A["input"]>;

/** What an action's handler gets, after the schema has parsed it. */
export type ParsedInput<A extends Action> = z.output<A["input"]>;

/** What an action answers. */
export type ActionOutput<A extends Action> = A extends Action<z.ZodType, infer O> ? z.output<O> : never;

/** What `init` and `reloaded` get. */
export interface Start<C extends Contract = NoContract> {
  readonly data: Data<C>;
  readonly params: Params<C>;
  readonly query: Query<C>;
  /** The path of the document, percent-encoded as in the address bar, without query and hash. */
  readonly path: string;
}

type Outputs<S> = S extends ParamSchemas ? { readonly [K in keyof S]: z.output<S[K]> } : Record<never, never>;
