import "./db.ts";

export const list = await Promise.resolve([1]);
for await (const _ of list);
