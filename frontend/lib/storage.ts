/** What this browser keeps between visits. Where storage is blocked it lasts as long as the page. */
const PREFIX = "twin.";
const ofThisPage = new Map<string, string>();

/** Read a value; null when there is none. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? ofThisPage.get(key) ?? null;
  } catch {
    return ofThisPage.get(key) ?? null;
  }
}

/** Keep a value; an empty one is forgotten. */
export function write(key: string, value: string): void {
  ofThisPage.set(key, value);
  try {
    if (value) localStorage.setItem(PREFIX + key, value);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    return;
  }
  ofThisPage.delete(key);
}

/** Call `listener` when another tab changes `key`; returns how to stop it. */
export function watch(key: string, listener: (value: string | null) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === PREFIX + key || event.key === null) listener(read(key));
  };
  addEventListener("storage", onStorage);
  return () => { removeEventListener("storage", onStorage); };
}
