import { page } from "@rally/rally";

export const contract = page("/no_data", {});
export const load = () => ({});
export const view = () => <p>Hello</p>;
