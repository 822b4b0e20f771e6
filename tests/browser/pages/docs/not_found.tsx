/** The 404 of a folder. */
import type { ErrorInfo } from "@rally/rally";

export const view = ({ message }: ErrorInfo) => <h1>No such document. {message}</h1>;
