import { useCallback, useEffect, useMemo, useState } from "react";
import { getExportedTwin, getTwin } from "@/lib/api";
import type { TwinProfile } from "@/lib/wire";

type Connection = "waking" | "slow" | "ready" | "unreachable";

const SLOW_MS = 2_500;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000];

/** Read the backend's profile, which wakes it, again and again until it answers. */
function useLiveTwin() {
  const [live, setLive] = useState<TwinProfile | null>(null);
  const [connection, setConnection] = useState<Connection>("waking");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const slow = setTimeout(() => { setConnection((now) => (now === "waking" ? "slow" : now)); }, SLOW_MS);
    const arrived = (profile: TwinProfile) => {
      if (!isCurrent) return;
      setLive(profile);
      setConnection("ready");
    };
    const failed = () => {
      if (!isCurrent) return;
      setConnection("unreachable");
      const delay = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
      retry = setTimeout(() => { setAttempt(attempt + 1); }, delay);
    };
    getTwin().then(arrived, failed).finally(() => { clearTimeout(slow); });
    return () => {
      isCurrent = false;
      clearTimeout(slow);
      clearTimeout(retry);
    };
  }, [attempt]);
  const reconnect = useCallback(() => { setAttempt((count) => count + 1); }, []);
  return { live, connection, reconnect };
}

/** Who speaks here: as the export says it, else as the backend does; null until either is known. */
export function useTwin() {
  const [exported, setExported] = useState<TwinProfile | null>(null);
  const { live, connection, reconnect } = useLiveTwin();
  useEffect(() => {
    let isCurrent = true;
    void getExportedTwin().then((profile) => { if (isCurrent) setExported(profile); });
    return () => { isCurrent = false; };
  }, []);
  const profile = exported ?? live;
  const isOffline = live?.offline ?? exported?.offline ?? false;
  return useMemo(() => ({ profile, isOffline, connection, reconnect }), [profile, isOffline, connection, reconnect]);
}
