/**
 * Small pages for `patcher_browser_test.ts`. It holds no test itself.
 *
 * @module
 */
import { recordingSend, type Send } from "../../page/send.ts";

const send = recordingSend as Send<string>;

/** Fields that the server fills. */
export function fields(model: { text: string; isOn: boolean; choice: string }): unknown {
  return (
    <form>
      <input id="text" value={model.text} />
      <textarea id="area" value={model.text} />
      <input id="box" type="checkbox" checked={model.isOn} />
      <select id="choice" value={model.choice}>
        {["a", "b", "c"].map((each) => <option key={each} value={each}>{each}</option>)}
      </select>
    </form>
  );
}

/** A form whose field is emptied after it was submitted. */
export function todo(model: { draft: string; done: number }): unknown {
  return (
    <form onSubmit={send("submitted")}>
      <input id="draft" value={model.draft} onInput={send((event) => event.value)} />
      <output>{model.done}</output>
    </form>
  );
}

/** A list of fields, with texts. */
export function rows(ids: readonly string[], text?: string): unknown {
  return (
    <>
      <p>
        Named: {text}
        <b>!</b>
      </p>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <input id={id} />
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Rows without a `<tbody>`: the parser adds one. */
export function moved(names: readonly string[]): unknown {
  return (
    <table>
      {names.map((name) => (
        <tr key={name}>
          <td>{name}</td>
        </tr>
      ))}
    </table>
  );
}

/** Elements with a life of their own in the browser; the ones below come with the first patch. */
export function special(model: { text: string; isFull: boolean }): unknown {
  return (
    <div>
      <details id="details">
        <summary>More</summary>
        <p>{model.text}</p>
      </details>
      <dialog id="dialog">
        <p>{model.text}</p>
      </dialog>
      <div id="popover" popover="auto">
        <p>{model.text}</p>
      </div>
      <math>
        <mi>{model.text}</mi>
        {model.isFull && <mo>+</mo>}
      </math>
      {model.isFull && (
        <section>
          <script>globalThis.hasRun = true</script>
          <video id="video" muted />
        </section>
      )}
    </div>
  );
}
