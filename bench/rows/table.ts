/** The rows that both pages show. */
export interface Row {
  readonly id: number;
  readonly label: string;
  readonly count: number;
}

/** A thousand rows, the same every time. */
export function rows(): Row[] {
  return Array.from({ length: 1000 }, (_, id) => ({ id, label: `Row number ${id}`, count: id * 7 % 100 }));
}

/** The rows with one of them changed. */
export function touched(all: readonly Row[], step: number): readonly Row[] {
  const at = step * 37 % all.length;
  return all.with(at, { ...all[at]!, count: all[at]!.count + 1 });
}
