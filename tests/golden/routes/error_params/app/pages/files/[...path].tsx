import { page } from "@rally/rally";

export const contract = page("/files/:path*", {});
export const view = () => <p>Hello</p>;
