import { format } from "jsr:@example/format@1";
import { parse } from "https://example.com/parse.ts";
import { only } from "jsr:@example/only_in_load";

export const view = () => <p>{format(parse("x"))}</p>;

export const load = () => only();
