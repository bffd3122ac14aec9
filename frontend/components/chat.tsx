"use client";

import { useCallback, useEffect, useRef } from "react";
import { Announcer } from "@/components/announcer";
import { Dock } from "@/components/dock";
import { Header } from "@/components/header";
import { preloadMarkdown } from "@/components/lazy-markdown";
import { TabTitle } from "@/components/tab-title";
import { TurnView } from "@/components/turn-view";
import { Welcome } from "@/components/welcome";
import { useAnnounced } from "@/hooks/use-announced";
import { useChat } from "@/hooks/use-chat";
import { useFirstShown } from "@/hooks/use-first-shown";
import { usePinned } from "@/hooks/use-pinned";
import { useTwin } from "@/hooks/use-twin";
import { chatStore } from "@/lib/chat-store";
import { addToDraft } from "@/lib/draft";
import type { Turn } from "@/lib/turns";

function takeBack(turn: Turn): void {
  chatStore.withdraw(turn.id);
  addToDraft(turn.question);
}

/** Put the focus where writing goes on, or beside it where that would open a keyboard on the screen. */
function giveFocus(area: HTMLElement | null, beside: HTMLElement | null): void {
  const target = matchMedia("(pointer: fine)").matches ? area : beside;
  target?.focus({ preventScroll: true });
}

/** The whole page: who speaks here, the conversation, and where to write. */
export function Chat() {
  const { phase, turns } = useChat();
  const twin = useTwin();
  const area = useRef<HTMLTextAreaElement>(null);
  const main = useRef<HTMLElement>(null);
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = usePinned();
  const announced = useAnnounced(turns);
  const first = useFirstShown(turns.length);
  const isAnswering = turns.some(({ status }) => status === "asking");
  const isReady = phase === "ready";
  useEffect(preloadMarkdown, []);
  useEffect(() => {
    if (isReady && chatStore.getState().turns.length > 0) scrollToBottom();
  }, [isReady, scrollToBottom]);

  const rest = useCallback(() => { giveFocus(area.current, main.current); }, []);
  const showNewest = useCallback(() => {
    rest();
    scrollToBottom();
  }, [rest, scrollToBottom]);
  const ask = useCallback((question: string) => {
    chatStore.ask(question);
    scrollToBottom();
  }, [scrollToBottom]);
  const askSuggested = useCallback((question: string) => {
    ask(question);
    rest();
  }, [ask, rest]);
  const takeBackToComposer = useCallback((turn: Turn) => {
    takeBack(turn);
    area.current?.focus();
  }, []);

  return (
    <div className="app" ref={scrollRef}>
      <TabTitle profile={twin.profile} />
      <a className="skip" href="#composer">Write a question</a>
      <Announcer turn={announced} />
      <div className="page" ref={contentRef}>
        <Header profile={twin.profile} isOffline={twin.isOffline} isEmpty={turns.length === 0} onCleared={rest} />
        <main className="column" ref={main} tabIndex={-1}>
          <Welcome profile={twin.profile} isCompact={turns.length > 0} onAsk={askSuggested} />
          <div role="log" aria-live="off" aria-label="Conversation">
            {turns.slice(first).map((turn) => (
              <TurnView
                key={turn.id}
                turn={turn}
                name={twin.profile?.name ?? "The twin"}
                isLast={turn === turns.at(-1)}
                isBusy={isAnswering}
                onTakeBack={takeBackToComposer}
                onAsked={showNewest}
              />
            ))}
          </div>
        </main>
        <Dock
          area={area}
          twin={twin}
          isAnswering={isAnswering}
          isAway={!isAtBottom && turns.length > 0}
          isCutOff={phase === "unreachable"}
          onAsk={ask}
          onRest={rest}
          onJump={showNewest}
        />
      </div>
    </div>
  );
}
