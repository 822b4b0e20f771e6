import { calls } from "@rally/rally";
import { start } from "../contracts.ts";

export { start as contract };
const server = calls(start);

export const update = (model: unknown) => [model, [server.add(1, () => 1)]] as const;
export const view = () => <p>start</p>;
