/** A Preact component with a state of its own, for a live layout. */
import { type ComponentType, h } from "preact";
import { useState } from "preact/hooks";
import { preact } from "@rally/rally/preact";

interface Props {
  readonly word: string;
  /** Gets how often it was picked. */
  readonly onPick: (times: number) => void;
}

const Times: ComponentType<Props> = ({ word, onPick }) => {
  const [times, setTimes] = useState(0);
  const pick = () => {
    setTimes(times + 1);
    onPick(times + 1);
  };
  return h("button", { type: "button", onClick: pick }, `${word} ${times}`);
};

export const Picker = preact(Times, { name: "picker" });
