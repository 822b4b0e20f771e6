import { page } from "@rally/rally";

export const contract = Object.freeze(page("/wrapped", {}));
export const view = () => <p>Hello</p>;
