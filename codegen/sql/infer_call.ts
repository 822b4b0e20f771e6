/**
 * Types a function call by the rule of its function. `infer_expression.ts` hands itself in, because calls and
 * expressions contain each other.
 */
import { calculated, isAggregate, type Open, type Scope, settle, settleNulls, textOf, type Typed } from "./analysis.ts";
import type { Call, Expression, Window } from "./ast.ts";
import type { CallFacts, FunctionRule } from "./function_rule.ts";
import { ruleOf } from "./function_rules.ts";
import { resolveColumn } from "./resolve.ts";
import { unknown } from "./sql_type.ts";
import { type Operand, type Together, together } from "./together.ts";
import { contains } from "./walk.ts";

/** How expressions inside of a call are typed. */
export interface Inference {
  infer(expression: Expression, scope: Scope): Typed;
  inferCondition(expression: Expression, scope: Scope): Typed;
}

/** Types a call. */
export function inferCall(expression: Call & Expression, scope: Scope, inference: Inference): Typed {
  const { name, args, filter, over, orderBy } = expression;
  const aggregate = isAggregate(expression);
  if (aggregate) refuseForeignAggregate(expression, scope);
  const inner = scopeOfArguments(scope, { aggregate, over });
  for (const part of [...orderBy, ...over?.expressions ?? []]) inference.infer(part, inner);
  if (filter !== undefined) inference.inferCondition(filter, inner);
  const typed = args.map((arg): Operand => ({
    typed: inference.infer(arg, inner),
    text: textOf(arg, scope.analysis),
  }));
  const rule = ruleOf(name, args.length);
  if (rule === undefined) return unknown(`it calls ${name}(), whose type Rally does not know`);
  const isFilled = over === undefined ? scope.grouping === "grouped" : holdsRow(over, scope);
  return applyRule(rule, { name, typed, facts: { overRows: isFilled && filter === undefined, now: isNow(args) } });
}

/**
 * Inside of an aggregate there is a row, even when outside there may be none; and what a CASE around an aggregate or a
 * window function proves of its own row says nothing of the others.
 */
function scopeOfArguments(scope: Scope, { aggregate, over }: { aggregate: boolean; over?: Window }): Scope {
  if (aggregate) return { ...scope, grouping: "none", narrowing: scope.everyRow };
  return over === undefined ? scope : { ...scope, narrowing: scope.everyRow };
}

/** Whether the frame of a window always holds the row that it is computed for, as it does unless it says otherwise. */
function holdsRow({ base, holdsRow: own }: Window, scope: Scope): boolean {
  if (own !== undefined || base === undefined) return own ?? true;
  const window = scope.windows.get(base);
  return window !== undefined && holdsRow(window, scope);
}

interface Applied {
  readonly name: string;
  readonly typed: readonly Operand[];
  readonly facts: CallFacts;
}

function applyRule(rule: FunctionRule, { name, typed, facts }: Applied): Typed {
  const wanted = (index: number) => rule.wants[Math.min(index, rule.wants.length - 1)];
  const same = together(typed.filter((_, index) => wanted(index) === "same"));
  let next = 0;
  const settled = typed.map(({ typed: arg }, index): Typed => {
    const want = wanted(index);
    if (rule.tests?.(index, typed.length)) settleNulls(arg, "tested");
    if (want === "same") return same.operands[next++];
    if (want !== undefined && want !== "own") {
      settle(arg, { type: want, strength: "hint", place: `as an argument of ${name}()` });
    }
    return arg;
  });
  const result = rule.result(settled.map(({ type, nullable }) => ({ type, nullable })), facts);
  return { ...result, open: settled.flatMap((arg, index) => openOf(arg, { rule, index, same, count: typed.length })) };
}

interface Argument {
  readonly rule: FunctionRule;
  readonly index: number;
  readonly count: number;
  readonly same: Together;
}

/** The parameters of an argument that stay open in the result. */
function openOf(arg: Typed, { rule, index, count, same }: Argument): Open[] {
  const want = rule.wants[Math.min(index, rule.wants.length - 1)];
  if (want === "own") return calculated(arg.open);
  if (want !== "same") return [];
  const passes = rule.passes?.(index, count) ?? false;
  return (arg.open ?? []).map((one) => ({
    ...one,
    direct: one.direct && passes,
    fixed: same.open.find(({ use }) => use === one.use)?.fixed,
  }));
}

function isNow(args: readonly Expression[]): boolean {
  const [first, ...others] = args;
  if (first === undefined) return true;
  return others.length === 0 && first.kind === "literal" && first.type === "text" && first.text.toLowerCase() === "now";
}

/** An aggregate over columns of an outer query belongs to that query and makes one group of its rows. */
function refuseForeignAggregate(expression: Call & Expression, scope: Scope): void {
  const columns: boolean[] = [];
  let hasSelect = false;
  contains(expression, (part) => {
    if (part.kind === "column") columns.push(resolveColumn(part, { ...scope, parent: undefined }).kind !== "none");
    hasSelect ||= ["subquery", "exists", "in_select"].includes(part.kind);
    return false;
  });
  // The columns that decide may stand in a subquery, which is not looked into.
  const mayBeForeign = columns.length > 0 || (hasSelect && isInside(scope));
  if (!mayBeForeign || columns.includes(true)) return;
  const text = textOf(expression, scope.analysis);
  scope.analysis.refusals.push({
    start: expression.start,
    end: expression.end,
    message: `Cannot prove the columns: "${text}" aggregates the rows of a query around it`,
    hint: "Aggregate in that query itself, or in a CTE",
  });
}

/** Whether a query around this one has rows. */
function isInside({ parent }: Scope): boolean {
  return parent !== undefined && (parent.sources.length > 0 || isInside(parent));
}
