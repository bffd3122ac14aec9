import type { KeyboardEvent } from "react";

const IME_KEY_CODE = 229;

/** Whether a key press is the Enter that sends: not with Shift, and not one that ends IME input. */
export function isEnter(event: KeyboardEvent): boolean {
  // Safari ends composition before this event, but still sends its key code.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isComposing = event.nativeEvent.isComposing || event.keyCode === IME_KEY_CODE;
  return event.key === "Enter" && !event.shiftKey && !isComposing;
}
