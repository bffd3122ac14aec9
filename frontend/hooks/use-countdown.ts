import { useEffect, useState } from "react";

/** Seconds left of `seconds`, from when the component appeared. */
export function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = Date.now() + 1_000 * seconds;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => { clearInterval(timer); };
  }, [seconds]);
  return left;
}
