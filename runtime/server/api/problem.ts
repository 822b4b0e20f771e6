/**
 * What goes wrong over the HTTP API, as `application/problem+json`.
 *
 * @module
 * @see {@link https://www.rfc-editor.org/rfc/rfc9457}
 */
import { type FieldProblems, type Refusal, type RefusalKind, refusalStatus } from "../../page/result.ts";
import { secureHeaders } from "../security.ts";

/** Why there is no answer: a refusal, or what only HTTP knows. */
export type ProblemKind = RefusalKind | keyof typeof httpProblems;

/** The body of such an answer. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Written for the person in front of the program. */
  readonly detail: string;
  /** What is wrong with each field of the input, by its path: `games.0.home`. */
  readonly fields?: FieldProblems;
  /** The entry of the server's log. */
  readonly traceId?: string;
  /** The page that the app leads to. */
  readonly location?: string;
}

/** What belongs to some problems. */
export type ProblemDetails = Pick<Problem, "detail" | "fields" | "traceId" | "location">;

/** Answers with a problem. */
export function problemResponse(
  kind: ProblemKind,
  details: ProblemDetails,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { status, title } = kinds[kind];
  const problem: Problem = { type: `urn:rally:${kind}`, title, status, ...details };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...secureHeaders, "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** Answers with what a page or an action has refused. */
export function refusalResponse(refusal: Refusal): Response {
  return problemResponse(refusal.kind, {
    detail: refusal.message,
    ...(refusal.kind === "invalid" ? { fields: refusal.fields } : {}),
    ...(refusal.kind === "failed" ? { traceId: refusal.traceId } : {}),
  });
}

/** What cannot be read, with the path of the field that is wrong. */
export function malformed(path: string, reason: string): Response {
  const detail = `The request cannot be read. ${path ? `${path}: ` : ""}${reason}`;
  return problemResponse("malformed", { detail, fields: { [path]: [reason] } });
}

const refusalTitles: Readonly<Record<RefusalKind, string>> = {
  invalid: "The input is not valid",
  denied: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  rate_limited: "Too many requests",
  offline: "Not available",
  timeout: "Timeout",
  failed: "Failure of the server",
};

const httpProblems = {
  malformed: { status: 400, title: "The request cannot be read" },
  unauthorized: { status: 401, title: "The token is not valid" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  too_large: { status: 413, title: "The body is too large" },
  unsupported: { status: 415, title: "This media type is not known" },
  elsewhere: { status: 303, title: "The app leads to another page" },
} as const;

const kinds: Readonly<Record<ProblemKind, { readonly status: number; readonly title: string }>> = {
  ...Object.fromEntries(
    Object.entries(refusalTitles).map(([kind, title]) => [kind, { title, status: refusalStatus[kind as RefusalKind] }]),
  ) as Record<RefusalKind, { status: number; title: string }>,
  ...httpProblems,
};
