import { page as declare } from "@rally/rally";

export const contract = declare("/renamed", {});
export const view = () => <p>Hello</p>;
