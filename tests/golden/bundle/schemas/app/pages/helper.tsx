import { isCode } from "../schemas.ts";

export const update = (model: string) => [isCode(model) ? model : "", []];
export const view = () => <p>x</p>;
