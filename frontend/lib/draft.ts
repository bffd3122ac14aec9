import { MAX_MESSAGE_CHARACTERS } from "@/lib/limits";
import { read, write } from "@/lib/storage";

const KEY = "draft";
const listeners = new Set<() => void>();
let draft = "";

/** Take the question of a deep link (`?q=`) out of the address. */
function takeLinkedQuestion(): string {
  const url = new URL(location.href);
  const question = url.searchParams.get("q")?.trim() ?? "";
  if (!url.searchParams.has("q")) return "";
  url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
  return Array.from(question).slice(0, MAX_MESSAGE_CHARACTERS).join("");
}

export function getDraft(): string {
  return draft;
}

/** Change what waits in the composer; it outlives the page. */
export function setDraft(text: string): void {
  draft = text;
  write(KEY, text);
  listeners.forEach((listener) => { listener(); });
}

/** Start with what was left here before, a deep link, and what is `typed` already. */
export function openDraft(typed: string): void {
  const parts = [read(KEY) ?? "", takeLinkedQuestion(), typed];
  setDraft([...new Set(parts.filter(Boolean))].join("\n"));
}

export function subscribeToDraft(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
