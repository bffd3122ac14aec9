import { type RefObject, useCallback, useEffect, useState } from "react";
import { MAX_MESSAGE_CHARACTERS } from "@/lib/limits";
import { read, write } from "@/lib/storage";

const KEY = "draft";

/** Take the question of a deep link (`?q=`) out of the address. */
function takeLinkedQuestion(): string {
  const url = new URL(location.href);
  const question = url.searchParams.get("q")?.trim().slice(0, MAX_MESSAGE_CHARACTERS) ?? "";
  if (!url.searchParams.has("q")) return "";
  url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
  return question;
}

/** The text in the composer `area`, which outlives the page. */
export function useDraft(area: RefObject<HTMLTextAreaElement | null>) {
  const [draft, setDraft] = useState("");
  const change = useCallback((text: string) => {
    setDraft(text);
    write(KEY, text);
  }, []);
  useEffect(() => {
    const typedBeforeHydration = area.current?.value ?? "";
    const parts = [read(KEY) ?? "", takeLinkedQuestion(), typedBeforeHydration];
    change([...new Set(parts.filter(Boolean))].join("\n"));
  }, [area, change]);
  return [draft, change] as const;
}
