import { type RefObject, useEffect, useSyncExternalStore } from "react";
import { getDraft, openDraft, subscribeToDraft } from "@/lib/draft";

/** The text in the composer `area`. */
export function useDraft(area: RefObject<HTMLTextAreaElement | null>): string {
  useEffect(() => { openDraft(area.current?.value ?? ""); }, [area]);
  return useSyncExternalStore(subscribeToDraft, getDraft, () => "");
}
