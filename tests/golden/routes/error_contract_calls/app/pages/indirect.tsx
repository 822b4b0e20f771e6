import { page } from "@rally/rally";

const made = page("/indirect", {});
export const contract = made;
export const view = () => <p>Hello</p>;
