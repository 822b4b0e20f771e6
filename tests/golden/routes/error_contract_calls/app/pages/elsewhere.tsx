export { contract } from "../contract.ts";
export const view = () => <p>Hello</p>;
