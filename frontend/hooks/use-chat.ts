import { useEffect, useSyncExternalStore } from "react";
import { EMPTY } from "@/lib/chat-state";
import { chatStore } from "@/lib/chat-store";

/** Whether there is a conversation to go back to. */
export function useCanGoBack(): boolean {
  return useSyncExternalStore(chatStore.subscribe, chatStore.canGoBack, () => false);
}

/** The conversation, from the moment the page is there. */
export function useChat() {
  useEffect(() => chatStore.open(), []);
  return useSyncExternalStore(chatStore.subscribe, chatStore.getState, () => EMPTY);
}
