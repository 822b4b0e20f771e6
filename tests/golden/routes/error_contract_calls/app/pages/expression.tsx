import { page } from "@rally/rally";

const path = "/expression";
export const contract = page(path, {});
export const view = () => <p>Hello</p>;
