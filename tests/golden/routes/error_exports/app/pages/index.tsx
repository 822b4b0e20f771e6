export type Model = { count: number };
export interface Msg {
  type: string;
}
type Part = string;
export type { Part };
export { type Part as Other };
export const Load = () => ({});
export const handler = {};
export function subscription() {}
export class Helper {}
export enum Side { Home, Away }
export const { one, two: [three] } = { one: 1, two: [3] };
export default () => <p>Hello</p>;
export * from "../helpers.ts";
export * as helpers from "../helpers.ts";
export { helper as errorViews } from "../helpers.ts";
