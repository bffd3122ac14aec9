"use client";

import { useCallback, useEffect, useRef } from "react";
import { useStickToBottom } from "use-stick-to-bottom";
import { Announcer } from "@/components/announcer";
import { IconButton } from "@/components/button";
import { Dock } from "@/components/dock";
import { Header } from "@/components/header";
import { preloadMarkdown } from "@/components/lazy-markdown";
import { TabTitle } from "@/components/tab-title";
import { TurnView } from "@/components/turn-view";
import { Welcome } from "@/components/welcome";
import { useAnnounced } from "@/hooks/use-announced";
import { useChat } from "@/hooks/use-chat";
import { useFirstShown } from "@/hooks/use-first-shown";
import { useTwin } from "@/hooks/use-twin";
import { chatStore } from "@/lib/chat-store";
import { getDraft, setDraft } from "@/lib/draft";
import { whenIdle } from "@/lib/idle";
import type { Turn } from "@/lib/turns";

const STICKY = { initial: false, resize: "instant" } as const;

function takeBack(turn: Turn): void {
  chatStore.withdraw(turn.id);
  setDraft([turn.question, getDraft()].filter(Boolean).join("\n"));
}

/** The whole page: who speaks here, the conversation, and where to write. */
export function Chat() {
  const { phase, turns } = useChat();
  const twin = useTwin();
  const area = useRef<HTMLTextAreaElement>(null);
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom(STICKY);
  const announced = useAnnounced(turns);
  const first = useFirstShown(turns.length);
  const isAnswering = turns.some(({ status }) => status === "asking");
  const isReady = phase === "ready";
  useEffect(() => whenIdle(preloadMarkdown), []);
  useEffect(() => {
    if (isReady && chatStore.getState().turns.length > 0) void scrollToBottom("instant");
  }, [isReady, scrollToBottom]);

  const focusComposer = useCallback(() => area.current?.focus(), []);
  const showNewest = useCallback(() => {
    focusComposer();
    void scrollToBottom("instant");
  }, [focusComposer, scrollToBottom]);
  const ask = useCallback((question: string) => {
    chatStore.ask(question);
    showNewest();
  }, [showNewest]);
  const takeBackToComposer = useCallback((turn: Turn) => {
    takeBack(turn);
    focusComposer();
  }, [focusComposer]);

  return (
    <div className="app">
      <TabTitle profile={twin.profile} />
      <Header profile={twin.profile} isOffline={twin.isOffline} turns={turns} onCleared={focusComposer} />
      <main className="scroll" ref={scrollRef}>
        <div className="column" ref={contentRef}>
          <Welcome profile={twin.profile} isCompact={turns.length > 0} onAsk={ask} />
          <div role="log" aria-live="off" aria-label="Conversation">
            {turns.slice(first).map((turn) => (
              <TurnView
                key={turn.id}
                turn={turn}
                name={twin.profile?.name ?? "The twin"}
                isBusy={isAnswering}
                onTakeBack={takeBackToComposer}
                onAsked={showNewest}
              />
            ))}
          </div>
        </div>
      </main>
      <footer className="dock">
        <div className="jump" hidden={isAtBottom || turns.length === 0}>
          <IconButton icon="arrowDown" label="To the newest message" onClick={() => void scrollToBottom("instant")} />
        </div>
        <Dock area={area} twin={twin} isAnswering={isAnswering} isCutOff={phase === "unreachable"} onAsk={ask} />
      </footer>
      <Announcer turn={announced} />
    </div>
  );
}
