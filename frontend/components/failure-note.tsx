"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/button";
import { Icon } from "@/components/icons";
import { useCountdown } from "@/hooks/use-countdown";
import { chatStore } from "@/lib/chat-store";
import type { Failure } from "@/lib/failure";
import { type Remedy, textOf } from "@/lib/failure-text";
import type { Turn } from "@/lib/turns";

function RetryButton({ turn, wait }: { turn: Turn; wait: number }) {
  const left = useCountdown(wait);
  return (
    <Button
      variant="primary"
      aria-disabled={left > 0}
      onClick={() => { if (left === 0) chatStore.retry(turn.id); }}
    >
      {left > 0 ? `Try again in ${left} s` : "Try again"}
    </Button>
  );
}

function askAnew(turn: Turn): void {
  chatStore.withdraw(turn.id);
  chatStore.ask(turn.question);
}

function askInNewConversation(turn: Turn): void {
  chatStore.startAfresh();
  chatStore.ask(turn.question);
}

const REMEDIES: Record<Remedy, (turn: Turn, failure: Failure) => ReactNode> = {
  retry: (turn, { retryAfter = 0 }) => <RetryButton key={turn.failure?.detail} turn={turn} wait={retryAfter} />,
  "ask-anew": (turn) => (
    <Button variant="primary" onClick={() => { askAnew(turn); }}>Ask again</Button>
  ),
  "new-conversation": (turn) => (
    <Button variant="primary" onClick={() => { askInNewConversation(turn); }}>
      Ask in a new conversation
    </Button>
  ),
  edit: () => null,
};

/** Whether the focus rests in an empty field: then it may move to the way out of a failure. */
function isWaiting(focused: Element | null): boolean {
  return focused instanceof HTMLTextAreaElement && focused.value === "";
}

interface Props {
  turn: Turn;
  failure: Failure;
  /** Takes the question back into the composer. */
  onTakeBack: (turn: Turn) => void;
}

/** Why a question has no answer, and what to do about it. */
export function FailureNote({ turn, failure, onTakeBack }: Props) {
  const { title, hint, remedy } = textOf(failure);
  const isCalm = failure.code === "stopped";
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isCalm && isWaiting(document.activeElement)) {
      note.current?.querySelector("button")?.focus({ preventScroll: true });
    }
  }, [isCalm]);
  return (
    <div ref={note} className={isCalm ? "failure failure-calm" : "failure"}>
      {isCalm || <Icon name="warning" />}
      <div>
        <p><strong>{title}</strong> {hint}</p>
        <div className="buttons">
          {REMEDIES[remedy](turn, failure)}
          {turn.isKept || <Button onClick={() => { onTakeBack(turn); }}>Take it back</Button>}
        </div>
      </div>
    </div>
  );
}
