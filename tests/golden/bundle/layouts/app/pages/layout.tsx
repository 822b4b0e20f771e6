import { calls, type Start } from "@rally/rally";
import { frame } from "../contracts.ts";

export { frame as contract } from "../contracts.ts";
const server = calls(frame);

export const init = ({ data }: Start<typeof frame>) => [data, []] as const;
export const update = (model: unknown) => [model, [server.signOut({}, () => 1)]] as const;
export const view = (_model: unknown, _send: unknown, children: unknown) => <div>{children}</div>;
