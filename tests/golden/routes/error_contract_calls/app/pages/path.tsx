import { page } from "@rally/rally";

export const contract = page("/paths", {});
export const view = () => <p>Hello</p>;
