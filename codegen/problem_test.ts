import { strictEqual } from "node:assert";
import { formatProblems } from "./problem.ts";

Deno.test("formatProblems prints by file, line and column, each with its hint", () => {
  const problem = { message: 'Export "Load": got an unknown name', hint: "Write load" };
  const problems = [
    { file: "b.tsx", line: 1, column: 1, ...problem },
    { file: "a.tsx", line: 10, column: 2, ...problem },
    { file: "a.tsx", line: 9, column: 3, ...problem },
    { file: "a.tsx", line: 9, column: 2, ...problem },
  ];
  const places = formatProblems(problems).split("\n").filter((line) => !line.startsWith("hint")).map((line) =>
    line.split(": ")[0]
  );
  strictEqual(places.join(" "), "a.tsx:9:2 a.tsx:9:3 a.tsx:10:2 b.tsx:1:1 ");
  strictEqual(formatProblems([problems[0]!]), 'b.tsx:1:1: Export "Load": got an unknown name\nhint: Write load\n');
  strictEqual(formatProblems([]), "");
});
