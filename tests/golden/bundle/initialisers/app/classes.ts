import { z } from "zod";
import { DatabaseSync } from "node:sqlite";

const mark = (_: unknown, context: ClassMethodDecoratorContext) => void z.string().parse(context.name);

export class Store extends DatabaseSync {
  static readonly shared = new Store(":memory:");
  static {
    Store.shared.exec("PRAGMA foreign_keys = ON");
  }
}
export class Marked {
  @mark
  run() {}
}
export class Named {
  [z.string().parse("computed")] = 1;
}
export class Plain {
  double(value: number) {
    return value * 2;
  }
}
export default class extends Store {}
export enum Size {
  Small = z.string().length,
  Large = 1 << 3,
}
export enum Colour {
  Red = 1,
  Blue = Red << 1,
}
declare const declared: string;
export type Declared = typeof declared;
