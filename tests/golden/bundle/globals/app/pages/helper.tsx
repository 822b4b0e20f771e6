import { isProduction } from "../settings.ts";

export const view = () => isProduction() ? <p>x</p> : null;
