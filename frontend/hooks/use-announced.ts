import { useState } from "react";
import type { Turn } from "@/lib/turns";

/** The turn to announce: the one under way, and then what became of it. */
export function useAnnounced(turns: readonly Turn[]): Turn | undefined {
  const [announced, setAnnounced] = useState("");
  const active = turns.find(({ status }) => status === "asking");
  if (active && active.id !== announced) setAnnounced(active.id);
  return turns.find(({ id }) => id === announced);
}
