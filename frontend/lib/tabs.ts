import { uuid } from "@/lib/uuid";

/** This page, from its loading to its end. */
export const TAB = uuid();

/** Missing on plain http beyond localhost. */
const locks = () => navigator.locks as LockManager | undefined;

/** Tell the other tabs that this one is open, for as long as it is. */
export function markOpen(): void {
  void locks()?.request(TAB, () => new Promise<never>(() => undefined));
}

/** The tabs that are open; none where the browser does not tell. */
export async function openTabs(): Promise<Set<string | undefined>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(held.map(({ name }) => name));
}
