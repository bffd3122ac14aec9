const PREFIX = "twin.";

/** What `area` keeps. Where storage is blocked or full it lasts as long as the page. */
function keeper(area: () => Storage, { keepsEmpty }: { keepsEmpty: boolean }) {
  const ofThisPage = new Map<string, string>();
  /** Read a value; null when there is none. */
  const read = (key: string): string | null => {
    try {
      return area().getItem(PREFIX + key) ?? ofThisPage.get(key) ?? null;
    } catch {
      return ofThisPage.get(key) ?? null;
    }
  };
  /** Keep a value; an empty one is forgotten unless `keepsEmpty`. */
  const write = (key: string, value: string): void => {
    ofThisPage.set(key, value);
    try {
      if (value || keepsEmpty) area().setItem(PREFIX + key, value);
      else area().removeItem(PREFIX + key);
    } catch {
      return;
    }
    ofThisPage.delete(key);
  };
  return { read, write };
}

/** What this browser keeps between visits. */
export const { read, write } = keeper(() => localStorage, { keepsEmpty: false });

/** What a tab keeps to itself, also through a reload; one that was emptied is no longer new. */
export const ofThisTab = keeper(() => sessionStorage, { keepsEmpty: true });

/** Call `listener` when another tab changes `key`; returns how to stop it. */
export function watch(key: string, listener: (value: string | null) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === PREFIX + key || event.key === null) listener(read(key));
  };
  addEventListener("storage", onStorage);
  return () => { removeEventListener("storage", onStorage); };
}
