import { helper } from "../throws.ts";

export const view = () => <p>{helper}</p>;
