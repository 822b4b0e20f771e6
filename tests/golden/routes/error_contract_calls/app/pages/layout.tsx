import { page } from "@rally/rally";

export const contract = page("/", {});
export const view = () => <p>Hello</p>;
