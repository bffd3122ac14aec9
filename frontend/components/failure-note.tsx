"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { Icon } from "@/components/icons";
import { useCountdown } from "@/hooks/use-countdown";
import { chatStore } from "@/lib/chat-store";
import type { Failure } from "@/lib/failure";
import { type Remedy, textOf } from "@/lib/failure-text";
import type { Turn } from "@/lib/turns";

type Asked = () => void;

function RetryButton({ turn, wait, onAsked }: { turn: Turn; wait: number; onAsked: Asked }) {
  const left = useCountdown(wait);
  const retry = () => {
    if (left > 0) return;
    chatStore.retry(turn.id);
    onAsked();
  };
  return (
    <Button variant="primary" aria-disabled={left > 0} onClick={retry}>
      {left > 0 ? `Try again in ${left} s` : "Try again"}
    </Button>
  );
}

function AskAnewButton({ turn, onAsked }: { turn: Turn; onAsked: Asked }) {
  const ask = () => {
    chatStore.withdraw(turn.id);
    chatStore.ask(turn.question);
    onAsked();
  };
  return <Button variant="primary" onClick={ask}>Ask again</Button>;
}

function AskElsewhereButton({ turn, onAsked }: { turn: Turn; onAsked: Asked }) {
  const ask = () => {
    chatStore.askElsewhere(turn);
    onAsked();
  };
  return <Button variant="primary" onClick={ask}>Ask in a new conversation</Button>;
}

const REMEDIES: Record<Remedy, (turn: Turn, failure: Failure, onAsked: Asked) => ReactNode> = {
  retry: (turn, { retryAfter = 0 }, onAsked) => (
    <RetryButton key={turn.failure?.detail} turn={turn} wait={retryAfter} onAsked={onAsked} />
  ),
  "ask-anew": (turn, _, onAsked) => <AskAnewButton turn={turn} onAsked={onAsked} />,
  "new-conversation": (turn, _, onAsked) => <AskElsewhereButton turn={turn} onAsked={onAsked} />,
  edit: () => null,
};

interface Props {
  turn: Turn;
  failure: Failure;
  /** Takes the question back into the composer. */
  onTakeBack: (turn: Turn) => void;
  /** Called when it was asked again, with the button that was pressed gone. */
  onAsked: Asked;
}

/** Why a question has no answer, and what to do about it. */
export function FailureNote({ turn, failure, onTakeBack, onAsked }: Props) {
  const { title, hint, remedy } = textOf(failure);
  const isCalm = failure.code === "stopped";
  return (
    <div className={isCalm ? "failure failure-calm" : "failure"}>
      {isCalm || <Icon name="warning" />}
      <div>
        <p><strong>{title}</strong> {hint}</p>
        <div className="buttons">
          {REMEDIES[remedy](turn, failure, onAsked)}
          {turn.isKept || <Button onClick={() => { onTakeBack(turn); }}>Take it back</Button>}
        </div>
      </div>
    </div>
  );
}
