import { layout } from "@rally/rally";

export const contract = layout("/a_layout", {});
export const view = () => <p>Hello</p>;
