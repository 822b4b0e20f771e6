import { task } from "@rally/rally";

export const init = () => [
  {},
  [task(async () => (await import("../db.ts")).teamName(1))],
];
export const view = () => <p>x</p>;
