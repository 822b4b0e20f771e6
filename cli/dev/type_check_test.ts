import { deepStrictEqual } from "node:assert";
import { typeProblems } from "./type_check.ts";

const printed = `Check app/pages/index.tsx
TS2322 [ERROR]: Type '{ a: string; }' is not assignable to type 'T'.
  Types of property 'a' are incompatible.
    Type 'string' is not assignable to type 'number'.
export const t: T = { a: "x" };
                      ^
    at file:///apps/my%20app/app/pages/index.tsx:4:34

    The expected type comes from property 'c' which is declared here on type '{ c: string; }'
    type T = { a: number };
               ~
        at file:///apps/my%20app/app/pages/index.tsx:3:28

TS2339 [ERROR]: Property 'bye' does not exist on type 'Msg'.
  msg.bye
      ~~~
    at file:///apps/my%20app/app/access.ts:1:5

TS2339 [ERROR]: Property 'x' does not exist on type 'Y'.
  a.x
    ^
    at file:///elsewhere/a.ts:1:5

Found 3 errors.

error: Type checking failed.
`;

Deno.test("typeProblems() reads the errors of an app out of what deno check prints", () => {
  const hint = "deno task check prints all type errors; the app runs meanwhile";
  deepStrictEqual(typeProblems(printed, "/apps/my app"), [
    {
      file: "app/access.ts",
      line: 1,
      column: 5,
      message: "Property 'bye' does not exist on type 'Msg'. (TS2339)",
      hint,
    },
    {
      file: "app/pages/index.tsx",
      line: 4,
      column: 34,
      message: "Type 'string' is not assignable to type 'number'. (TS2322)\n" +
        "  Types of property 'a' are incompatible.\n  Type '{ a: string; }' is not assignable to type 'T'.",
      hint,
    },
  ]);
  deepStrictEqual(typeProblems("error: Module not found", "/apps/my app"), []);
});

Deno.test("typeProblems() leaves several reasons of one error in their order", () => {
  const overloads = `TS2769 [ERROR]: No overload matches this call.
  Overload 1 of 2, '(a: number): void', gave the following error.
    Argument of type 'string' is not assignable to parameter of type 'number'.
  Overload 2 of 2, '(a: boolean): void', gave the following error.
    Argument of type 'string' is not assignable to parameter of type 'boolean'.
f("x");
  ~~~
    at file:///app/a.ts:3:3
`;
  deepStrictEqual(typeProblems(overloads, "/app").map(({ message }) => message.split("\n")), [[
    "No overload matches this call. (TS2769)",
    "  Overload 1 of 2, '(a: number): void', gave the following error.",
    "    Argument of type 'string' is not assignable to parameter of type 'number'.",
    "  Overload 2 of 2, '(a: boolean): void', gave the following error.",
    "    Argument of type 'string' is not assignable to parameter of type 'boolean'.",
  ]]);
});

Deno.test("typeProblems() gives what is set in to the error before it, and keeps errors apart", () => {
  const awaited = `TS2339 [ERROR]: Property 'a' does not exist on type 'Promise<{ a: number; }>'.
console.log(x.a);
              ^
    at file:///app/a.ts:3:15

TS2773 [ERROR]:     Did you forget to use 'await'?
    console.log(x.a);
                  ^
        at file:///app/a.ts:3:15

TS2322 [ERROR]: Type 'string' is not assignable to type 'number'.
const n: number = "x";
      ^
    at file:///app/a.ts:4:7
`;
  deepStrictEqual(typeProblems(awaited, "/app").map(({ line, message }) => [line, message]), [
    [3, "Property 'a' does not exist on type 'Promise<{ a: number; }>'. (TS2339)\n  Did you forget to use 'await'?"],
    [4, "Type 'string' is not assignable to type 'number'. (TS2322)"],
  ]);
});
