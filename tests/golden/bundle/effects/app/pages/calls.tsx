import { copy } from "@rally/rally";
import { measure } from "../browser.ts";

export const init = () => ["", []];
export const update = (model: string, text: string) => [model, [copy(text), measure({ text }, (result) => result)]];
export const view = (model: string) => <p>{model}</p>;
