import { useEffect, useSyncExternalStore } from "react";
import { EMPTY } from "@/lib/chat-state";
import { chatStore } from "@/lib/chat-store";

/** The conversation, from the moment the page is there. */
export function useChat() {
  useEffect(() => chatStore.open(), []);
  return useSyncExternalStore(chatStore.subscribe, chatStore.getState, () => EMPTY);
}
