import { pad } from "../effects.ts";

export const view = () => <p>{pad("1")}</p>;
