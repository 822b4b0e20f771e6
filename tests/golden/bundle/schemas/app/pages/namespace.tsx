import * as zod from "zod";

export const view = () => <p>{String(zod.int().safeParse(1))}</p>;
