"use client";

import { memo } from "react";
import { Answer } from "@/components/answer";
import { Button } from "@/components/button";
import { FailureNote } from "@/components/failure-note";
import { Question } from "@/components/question";
import { chatStore } from "@/lib/chat-store";
import type { Turn } from "@/lib/turns";

interface Props {
  turn: Turn;
  name: string;
  /** Only the last answer can be given again: what follows an earlier one rests on it. */
  isLast: boolean;
  /** While an answer is under way, nothing earlier can be changed. */
  isBusy: boolean;
  onTakeBack: (turn: Turn) => void;
  onAsked: () => void;
}

/** One question and its answer, or what became of it. */
export const TurnView = memo(function TurnView({ turn, name, isLast, isBusy, onTakeBack, onAsked }: Props) {
  const { answer, failure, status } = turn;
  const isThinking = status === "asking" && !answer?.text;
  const canChange = !isBusy && status !== "queued";
  const askInstead = (text: string) => {
    chatStore.ask(text, turn);
    onAsked();
  };
  const redo = () => { askInstead(turn.question); };
  return (
    <article className="turn" aria-busy={status === "asking"} data-status={status}>
      <h2 className="visually-hidden">You asked</h2>
      <Question text={turn.question} canChange={canChange} onEdit={askInstead} />
      {status === "queued" && (
        <p className="waiting">
          Waiting its turn
          <Button onClick={() => { onTakeBack(turn); }}>Take it back</Button>
        </p>
      )}
      {(answer?.text || isThinking) && <h2 className="visually-hidden">{name} answered</h2>}
      {isThinking && <p className="thinking"><span className="visually-hidden">Thinking</span><i /><i /><i /></p>}
      {answer?.text && <Answer turn={turn} answer={answer} onRedo={isLast && canChange ? redo : null} />}
      {status === "failed" && failure && (
        <FailureNote turn={turn} failure={failure} onTakeBack={onTakeBack} onAsked={onAsked} />
      )}
    </article>
  );
});
