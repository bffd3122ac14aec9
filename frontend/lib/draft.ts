import { MAX_MESSAGE_CHARACTERS } from "@/lib/limits";
import { whenIdle } from "@/lib/idle";
import { ofThisTab, read, write } from "@/lib/storage";

const KEY = "draft";
const listeners = new Set<() => void>();
let draft = "";
let cancelKeeping = (): void => undefined;

/** Take the question of a deep link (`?q=`) out of the address. */
function takeLinkedQuestion(): string {
  const url = new URL(location.href);
  const question = url.searchParams.get("q")?.trim() ?? "";
  if (!url.searchParams.has("q")) return "";
  url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
  return Array.from(question.slice(0, 2 * MAX_MESSAGE_CHARACTERS)).slice(0, MAX_MESSAGE_CHARACTERS).join("");
}

export function getDraft(): string {
  return draft;
}

function keep(): void {
  cancelKeeping();
  removeEventListener("pagehide", keep);
  if (draft === ofThisTab.read(KEY)) return;
  ofThisTab.write(KEY, draft);
  write(KEY, draft);
}

/** Change what waits in the composer; it outlives the page. */
export function setDraft(text: string): void {
  draft = text;
  cancelKeeping();
  cancelKeeping = whenIdle(keep);
  addEventListener("pagehide", keep);
  listeners.forEach((listener) => { listener(); });
}

/** Put `texts` before what waits in the composer. */
export function addToDraft(...texts: string[]): void {
  if (texts.length > 0) setDraft([...texts, draft].filter(Boolean).join("\n"));
}

/** Start with what was left in this tab, in a new one with what was left last; a deep link; and what is `typed`. */
export function openDraft(typed: string): void {
  const parts = [ofThisTab.read(KEY) ?? read(KEY) ?? "", takeLinkedQuestion(), typed];
  setDraft([...new Set(parts.filter(Boolean))].join("\n"));
}

export function subscribeToDraft(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
