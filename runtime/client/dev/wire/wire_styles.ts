/**
 * How the page of the wire looks, by day and by night.
 *
 * @module
 */

/** For the whole document: nothing else stands in it. */
export const wireStyles: string = `
:root { color-scheme: light dark; --text: #24212b; --quiet: #6b6476; --ground: #fbfafc; --raised: #f1eef5;
  --line: #ddd7e4; --sent: #7a4a12; --received: #1d5fa8; --refused: #b3261e; --mark: #e5ddf3; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e6e3; --quiet: #a29bac; --ground: #1a181c; --raised: #242127; --line: #39343f; --sent: #ffc27a;
    --received: #8ab8ff; --refused: #ff8a8a; --mark: #3b3352; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center;
  padding: 0.6rem 1rem; background: var(--raised); border-bottom: 1px solid var(--line); }
h1 { margin: 0 1rem 0 0; font-size: 1.05rem; }
header p { margin: 0; }
label { margin-right: 0.35rem; color: var(--quiet); }
button, select { font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line);
  border-radius: 5px; padding: 0.15rem 0.6rem; cursor: pointer; }
select { max-width: 14rem; }
header button[aria-pressed=true] { background: var(--mark); }
header .count { margin-left: auto; color: var(--quiet); font-variant-numeric: tabular-nums; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--quiet); }
main { overflow-x: clip; }
table { width: 100%; border-collapse: collapse; }
th { padding: 0.4rem 0.6rem; text-align: left; font-weight: 600; font-size: 0.8rem; color: var(--quiet); }
td { padding: 0.2rem 0.6rem; vertical-align: baseline; border-top: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 1rem; }
th:last-child, td:last-child { padding-right: 1rem; }
th:nth-child(6), th:nth-child(7) { text-align: right; }
.frame { cursor: pointer; }
.frame:hover, .frame.open { background: var(--raised); }
.frame td { white-space: nowrap; }
.time, .figure, .page, .tab, code, pre { font-family: ui-monospace, monospace; font-size: 12.5px; }
.time, .page, td:nth-child(2) { color: var(--quiet); }
.tab { color: var(--text); }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
.frame button { padding: 0; border: 0; background: none; text-align: left; white-space: nowrap; }
.browser button { color: var(--sent); }
.server button { color: var(--received); }
.frame.no button, .frame.ended button, .frame.lost button { color: var(--refused); }
.about { max-width: 24rem; overflow: hidden; text-overflow: ellipsis; font-weight: 600; }
code { padding: 0.05rem 0.4rem; margin-right: 0.3rem; border-radius: 4px; background: var(--mark); }
.details > td { padding: 0 1rem 0.8rem; border-top: 0; background: var(--raised); }
.details div { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0.5rem 1rem; }
.details section { min-width: 0; }
h2 { margin: 0.3rem 0; font-size: 0.8rem; color: var(--quiet); }
pre { margin: 0; padding: 0.6rem 0.8rem; max-height: 28rem; overflow: auto; line-height: 1.45; background: var(--ground);
  border: 1px solid var(--line); border-radius: 6px; }
.raw { white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--received); outline-offset: 2px; }
`;
