import { useCallback, useEffect, useRef, useState } from "react";

/** This near to its end a page counts as read to its end, in px. */
const NEAR = 70;
/** Less than this is rounding, in px. */
const ROUNDING = 2;

/** How far `area` is from its end, in px. */
function distance({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}

/** Tells whether the mouse is selecting text, which would slip away under it. */
function watchSelecting(signal: AbortSignal): () => boolean {
  let isHeld = false;
  addEventListener("mousedown", () => { isHeld = true; }, { signal });
  addEventListener("mouseup", () => { isHeld = false; }, { signal });
  return () => isHeld && getSelection()?.type === "Range";
}

/**
 * Keeps the end of what grows in view, in the frame in which it grows, from `scrollToBottom` on and
 * until the visitor scrolls up.
 */
export function usePinned() {
  const scrollRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const isPinned = useRef(false);
  const [isAtBottom, setAtBottom] = useState(true);

  const scrollToBottom = useCallback(() => {
    isPinned.current = true;
    const area = scrollRef.current;
    if (area) area.scrollTop = area.scrollHeight;
  }, []);

  useEffect(() => {
    const area = scrollRef.current;
    const content = contentRef.current;
    if (!area || !content) return;
    const stopped = new AbortController();
    const isSelecting = watchSelecting(stopped.signal);
    let before = area.scrollTop;
    const scrolled = () => {
      const left = distance(area);
      if (area.scrollTop < before && left > ROUNDING) isPinned.current = false;
      else if (left <= NEAR) isPinned.current = true;
      before = area.scrollTop;
      setAtBottom(left <= NEAR);
    };
    const resized = new ResizeObserver(() => {
      if (isPinned.current && !isSelecting()) area.scrollTop = area.scrollHeight;
      setAtBottom(distance(area) <= NEAR);
    });
    resized.observe(content);
    resized.observe(area);
    area.addEventListener("scroll", scrolled, { passive: true, signal: stopped.signal });
    return () => {
      stopped.abort();
      resized.disconnect();
    };
  }, []);
  return { scrollRef, contentRef, isAtBottom, scrollToBottom };
}
