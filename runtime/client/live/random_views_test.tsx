// deno-lint-ignore-file jsx-key -- lists without keys are among what is tested
/**
 * Random pages for `patcher_browser_test.ts`: one view that holds every shape a live page can take, and random models
 * that lead from each to each. It holds no test itself.
 *
 * @module
 */
import { lazy } from "../../page/lazy.ts";
import { recordingSend, type Send } from "../../page/send.ts";
import { rawNode } from "../../render/tree.ts";

/** What {@linkcode randomView} shows. */
export interface Model {
  readonly texts: readonly string[];
  readonly flags: readonly boolean[];
  readonly rows: readonly Row[];
  readonly shape: number;
}

/** A row of the page's lists. */
export interface Row {
  readonly id: number;
  readonly name: string;
  readonly isOpen: boolean;
  readonly kind: number;
}

/** A source of numbers below `limit`, the same for the same seed. */
export type Random = (limit: number) => number;

const words = ["", "a", "<b>&amp;</b>", '"quoted"', "  two words  ", "é\n\nx", "0", "null", "</textarea>"];

/** Numbers that look random (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A first model. */
export function randomModel(random: Random): Model {
  return {
    texts: Array.from({ length: 5 }, () => word(random)),
    flags: Array.from({ length: 6 }, () => random(2) === 0),
    rows: Array.from({ length: random(7) }, () => row(random)),
    shape: random(6),
  };
}

/** The model after something has happened. */
export function nextModel(model: Model, random: Random): Model {
  const rows = [...model.rows];
  switch (random(10)) {
    case 0:
      return { ...model, texts: model.texts.with(random(5), word(random)) };
    case 1:
      return { ...model, flags: model.flags.with(random(6), random(2) === 0) };
    case 2:
      return { ...model, shape: random(6) };
    case 3:
      rows.splice(random(rows.length + 1), 0, row(random));
      break;
    case 4:
      rows.splice(random(rows.length + 1), 1 + random(2));
      break;
    case 5:
      rows.reverse();
      break;
    case 6:
      if (rows.length > 1) rows.push(...rows.splice(random(rows.length - 1), 1));
      break;
    case 7:
      if (rows.length > 0) rows.splice(random(rows.length), 1, { ...rows[random(rows.length)]!, name: word(random) });
      break;
    case 8:
      return randomModel(random);
    case 9:
      return { ...model, rows: random(2) === 0 ? [] : rows.toSorted((a, b) => a.id % 7 - b.id % 7 || a.id - b.id) };
  }
  return { ...model, rows };
}

/** One page with everything. Each button says in `data-m` what its handler carries. */
export function randomView({ texts, flags, rows, shape }: Model): unknown {
  const [a, b, c, d, e] = texts as [string, string, string, string, string];
  const [p, q, r, s, t, u] = flags as [boolean, boolean, boolean, boolean, boolean, boolean];
  const send = recordingSend;
  return (
    <>
      text {a}
      {b} and {c}
      {p && <b>bold {a}</b>}
      {q ? <i class={a}>{b}</i> : c}
      <p title={a} class={q ? "on" : undefined} hidden={r} style={{ color: s ? "red" : "", top: t ? "1px" : null }}>
        {d}
      </p>
      <button type="button" disabled={p} data-m={a + b} onClick={s ? send(a + b) : undefined}>press {e}</button>
      <Card title={a} isOpen={q}>
        inner {b}
        <em>{c}</em>
      </Card>
      <ul>
        {rows.map((each) => (
          <li key={each.id} class={each.name}>
            {each.name}
            <Toggle row={each} />
          </li>
        ))}
      </ul>
      <ul>{rows.map((each) => lazy(lazyRow, each, send, each.id))}</ul>
      <dl>{rows.map((each) => lazy(leaf, { name: each.name, kind: each.kind }, send))}</dl>
      {lazy(lazyList, { rows, isOpen: q }, send)}
      <ol>{rows.map((each) => each.isOpen ? <li>{each.name}</li> : each.kind % 2 === 0 ? null : each.name)}</ol>
      <table>
        <tbody>
          {rows.map((each) => (
            <Pair key={each.id}>
              <tr>
                <td>{each.name}</td>
              </tr>
              <tr>{each.isOpen && <td colSpan={2} data-k={each.kind}>{each.name}{each.id}</td>}</tr>
            </Pair>
          ))}
        </tbody>
      </table>
      <svg viewBox="0 0 9 9">
        <title>{e}</title>
        {rows.map((each) => <circle key={each.id} r={each.kind} class={each.name}></circle>)}
        {p && (
          <g>
            <a href={a}>{b}</a>
            <foreignObject>
              <div>{q && <a href="/x">{c}</a>}</div>
            </foreignObject>
          </g>
        )}
      </svg>
      <select value={rows[0]?.id}>
        {rows.map((each) => <option value={each.id} key={each.id}>{each.name}</option>)}
      </select>
      <textarea value={d} rows={3}></textarea>
      <input value={a} placeholder={b} required={q} readOnly={r} />
      <input type="checkbox" checked={t} {...(u ? { "data-x": a, title: b } : { title: b })} />
      <style>{`.x::after { content: ${JSON.stringify(words.indexOf(e))} }`}</style>
      {[a, [b, p && <i>{c}</i>], q ? <u key="u">{d}</u> : null]}
      {rawNode(p ? "<b>raw</b> <!----> html" : "")}
      <div>
        {shape === 0
          ? a
          : shape === 1
          ? <Deep depth={3} text={b} />
          : shape === 2
          ? rows.map(leaf)
          : shape === 3
          ? []
          : shape === 4
          ? rawNode("<p>one</p>two")
          : <>{c}{d}</>}
      </div>
      <section>{t ? <>{rows.map(leaf)}</> : <div key={a}>{b}</div>}</section>
    </>
  );
}

function lazyRow({ id, name, isOpen }: Row, send: Send<unknown>): unknown {
  return (
    <li title={name}>
      <button type="button" data-m={`lazy ${id}${name}`} onClick={isOpen ? send(`lazy ${id}${name}`) : undefined}>
        {lazy(leaf, { name, kind: id % 5 }, send)}
      </button>
    </li>
  );
}

function lazyList({ rows, isOpen }: { rows: readonly Row[]; isOpen: boolean }, send: Send<unknown>): unknown {
  const items = rows.map((row) => row.kind === 0 ? null : lazy(lazyRow, row, send, row.id));
  return isOpen ? items : <ul>{items}</ul>;
}

function Card({ title, isOpen, children }: { title: string; isOpen: boolean; children?: unknown }) {
  return <article data-title={title}>{isOpen ? <div>{children}</div> : children}</article>;
}

function Toggle({ row }: { row: Row }) {
  return (
    <button type="button" data-m={`toggle ${row.id}`} onClick={recordingSend(`toggle ${row.id}`)}>{row.isOpen}x</button>
  );
}

function Pair({ children }: { children?: unknown }) {
  return children;
}

function Deep({ depth, text }: { depth: number; text: string }): unknown {
  return depth === 0 ? text : (
    <span>
      <Deep depth={depth - 1} text={text} />
    </span>
  );
}

function leaf({ name, kind }: Pick<Row, "name" | "kind">): unknown {
  return kind === 0 ? name : kind === 1 ? <b>{name}</b> : kind === 2 ? [name, <i>{name}</i>] : (
    <>
      {name}
      <hr />
      {kind}
    </>
  );
}

function word(random: Random): string {
  return words[random(words.length)]!;
}

function row(random: Random): Row {
  return { id: random(1_000_000), name: word(random), isOpen: random(2) === 0, kind: random(5) };
}
