/**
 * How the overlay and the panel look.
 *
 * @module
 */

/** For the shadow root alone. */
export const styles: string = `
:host { all: initial; }
* { box-sizing: border-box; }
.backdrop, .panel, .tab, .badge, .notes { font: 14px/1.5 system-ui, sans-serif; color: #e8e6e3; }
.backdrop { position: fixed; inset: 0; z-index: 2147483646; overflow: auto; padding: 5vh 4vw; background: #000a; }
.overlay { position: relative; max-width: 60rem; margin: 0 auto; padding: 1.5rem 2rem; background: #1d1b1f;
  border-top: 4px solid #ff5d5d; border-radius: 6px; box-shadow: 0 8px 40px #000c; }
h2 { margin: 0 2rem 0 0; font-size: 1rem; color: #ff8a8a; }
h3 { margin: 1rem 0 0.25rem; font-size: 0.9rem; color: #bdb7c4; }
.message { margin: 0.5rem 0; font-size: 1.1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.hint { color: #9fd7a6; }
pre { margin: 0.5rem 0; overflow: auto; font: 13px/1.5 ui-monospace, monospace; white-space: pre; }
.frame { padding: 0.75rem; background: #131215; border-radius: 4px; color: #8f8a96; }
.frame strong { color: #fff; font-weight: 600; }
.caret { color: #ff5d5d; font-weight: 700; }
a, .link { padding: 0; border: 0; background: none; font: 13px ui-monospace, monospace; color: #8ab8ff;
  text-decoration: underline; cursor: pointer; }
.close { position: absolute; top: 1rem; right: 1rem; }
.other ul { margin: 0; padding-left: 1.2rem; }
footer { margin-top: 1.25rem; font-size: 0.8rem; color: #8f8a96; }
button, select, input, .file { font: inherit; color: inherit; background: #37333c; border: 1px solid #57515f;
  border-radius: 4px; padding: 0.1rem 0.6rem; cursor: pointer; }
button:disabled { opacity: 0.5; cursor: default; }
:focus-visible { outline: 2px solid #8ab8ff; outline-offset: 2px; }
.badge { position: fixed; left: 0.75rem; bottom: 0.75rem; z-index: 2147483645; background: #7a4a12; }
.notes { position: fixed; left: 50%; bottom: 1rem; z-index: 2147483645; transform: translateX(-50%);
  max-width: 90vw; padding: 0.5rem 1rem; background: #2a2630; border-left: 4px solid #ffc14d; border-radius: 4px; }
.notes p { margin: 0 0 0.4rem; }
.tab { position: fixed; right: 0; z-index: 2147483643; background: #8f8a96; border-radius: 5px 0 0 5px; opacity: 0.45;
  cursor: grab; touch-action: none; user-select: none; }
.tab:hover { background: #8ab8ff; opacity: 1; }
.panel { position: fixed; right: 0; top: 0; bottom: 0; z-index: 2147483644; width: min(26rem, 100vw);
  padding: 0.75rem 3rem 0.75rem 0.75rem; overflow: auto; background: #1d1b1f; border-left: 1px solid #57515f; }
.panel header { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.panel [aria-pressed=true] { background: #34405c; }
.panel input[type=number] { width: 5rem; }
.panel input[type=file] { position: absolute; opacity: 0; width: 1px; }
.panel ol { margin: 0.75rem 0 0; padding: 0; list-style: none; }
.panel li { padding: 0.25rem; border-top: 1px solid #37333c; }
.panel li.chosen { background: #34405c; }
.panel li > :first-child { width: 100%; margin: 0; padding: 0.1rem 0.6rem; text-align: left; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; border: 0; background: none; font: 13px ui-monospace, monospace; }
.panel pre { margin: 0.1rem 0 0.1rem 1.5rem; font-size: 12px; color: #bdb7c4; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.panel [role=alert] { color: #ff8a8a; }
`;
