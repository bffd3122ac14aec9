const AT_MOST_MS = 1_000;

/** Run `task` when the browser has time, soon in any case; returns how to cancel it. */
export function whenIdle(task: () => void): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(task, { timeout: AT_MOST_MS });
    return () => { cancelIdleCallback(handle); };
  }
  const timer = setTimeout(task, 1);
  return () => { clearTimeout(timer); };
}
