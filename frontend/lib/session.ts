import { ofThisTab, read, watch, write } from "@/lib/storage";

/** The conversation of a tab; in the whole browser the last one used, with which a new tab begins. */
const SESSION = "session";
/** The conversation that was left last. */
const PREVIOUS = "previous";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function known(id: string | null): string {
  return id && UUID.test(id) ? id : "";
}

/** The conversation that this tab shows; empty when none was begun. */
export function currentSession(): string {
  return known(ofThisTab.read(SESSION) ?? read(SESSION));
}

/** The conversation that can be gone back to; empty when there is none. */
export function previousSession(): string {
  return known(read(PREVIOUS));
}

/** Stay with `id` in this tab. */
export function stayWithSession(id: string): void {
  ofThisTab.write(SESSION, id);
}

/** Stay with `id`, in this tab and in those that are opened from now on. */
export function keepSession(id: string): void {
  stayWithSession(id);
  write(SESSION, id);
  if (read(PREVIOUS) === id) write(PREVIOUS, "");
}

/** Leave `id` for `next`; it can be gone back to. */
export function leaveSession(id: string, next: string): void {
  stayWithSession(next);
  if (read(SESSION) === id) write(SESSION, "");
  write(PREVIOUS, id);
}

/** Forget `id` for good; this tab shows none. */
export function forgetSession(id: string): void {
  stayWithSession("");
  for (const key of [SESSION, PREVIOUS]) if (read(key) === id) write(key, "");
}

/** Call `listener` when another tab begins a conversation, or leaves one. */
export function watchSession(listener: () => void): () => void {
  return watch(SESSION, listener);
}
