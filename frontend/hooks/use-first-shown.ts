import { startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { whenIdle } from "@/lib/idle";

/** Turns that are rendered at once when a conversation opens, and then whenever there is time. */
const STEP = 10;

/** The place of the first of `total` turns to show: a long conversation appears from its end. */
export function useFirstShown(total: number): number {
  const [seen, setSeen] = useState({ total: 0, first: 0 });
  const { first } = seen;
  if (seen.total !== total) {
    const isOpened = total - seen.total > STEP;
    setSeen({ total, first: isOpened ? total - STEP : Math.min(first, total) });
  }
  useEffect(() => {
    if (first === 0) return;
    const show = (place: number) => { setSeen((now) => ({ ...now, first: Math.max(0, place) })); };
    const showAll = () => { flushSync(() => { show(0); }); };
    const cancel = whenIdle(() => { startTransition(() => { show(first - STEP); }); });
    addEventListener("beforeprint", showAll);
    return () => {
      cancel();
      removeEventListener("beforeprint", showAll);
    };
  }, [first]);
  return first;
}
