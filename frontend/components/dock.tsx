"use client";

import { memo, type RefObject } from "react";
import { IconButton } from "@/components/button";
import { Composer } from "@/components/composer";
import { ConnectionNote } from "@/components/connection-note";
import { useDraft } from "@/hooks/use-draft";
import type { useTwin } from "@/hooks/use-twin";
import { chatStore } from "@/lib/chat-store";
import { setDraft } from "@/lib/draft";
import { isSendable } from "@/lib/limits";

const DISCLOSURE = "You are talking to an AI. It answers from its owner's own files and can be wrong.";

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
  twin: ReturnType<typeof useTwin>;
  isAnswering: boolean;
  /** Whether the newest message is out of sight. */
  isAway: boolean;
  /** Whether the stored conversation cannot be read. */
  isCutOff: boolean;
  onAsk: (question: string) => void;
  /** Called when the focus needs another place. */
  onRest: () => void;
  onJump: () => void;
}

/** The bottom of the page: how things stand, the composer, and that this is an AI. */
export const Dock = memo(function Dock(props: Props) {
  const { area, twin, isAnswering, isAway, isCutOff, onAsk, onRest, onJump } = props;
  const { profile, connection, reconnect } = twin;
  const draft = useDraft(area);
  const send = () => {
    if (!isSendable(draft)) return;
    setDraft("");
    onAsk(draft.trim());
    area.current?.focus();
  };
  const stop = () => {
    chatStore.stop();
    onRest();
  };
  const tryNow = () => {
    reconnect();
    chatStore.reload();
  };
  const startAfresh = () => {
    chatStore.startAfresh();
    area.current?.focus();
  };
  return (
    <footer className="foot">
      <div className="dock">
        <div className="jump" hidden={!isAway}>
          <IconButton icon="arrowDown" label="To the newest message" onClick={onJump} />
        </div>
        <ConnectionNote
          isSlow={connection === "slow"}
          isUnreachable={connection === "unreachable" || isCutOff}
          isCutOff={isCutOff}
          onReconnect={tryNow}
          onStartAfresh={startAfresh}
        />
        <Composer
          area={area}
          draft={draft}
          name={profile?.name}
          isAnswering={isAnswering}
          onChange={setDraft}
          onSend={send}
          onStop={stop}
          onStopGone={onRest}
        />
      </div>
      <p className="disclosure">
        {profile?.disclosure ?? DISCLOSURE} Conversations are kept, and {profile?.name ?? "the owner"} may read
        them; you can delete yours in the menu.
      </p>
    </footer>
  );
});
