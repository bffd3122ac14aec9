"use client";

import { IconButton } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { LazyMarkdown } from "@/components/lazy-markdown";
import { useRating } from "@/components/rating";
import { Sources } from "@/components/sources";
import { chatStore } from "@/lib/chat-store";
import type { Answer as AnswerData, Turn } from "@/lib/turns";

const ENDINGS: Partial<Record<NonNullable<AnswerData["finish"]>, string>> = {
  length: "The answer reached its longest and was cut here.",
  timeout: "Time ran out here.",
  stopped: "Stopped here.",
  filtered: "The language model declined to say more.",
};

function Tools({ turn, answer, canRedo }: { turn: Turn; answer: AnswerData; canRedo: boolean }) {
  const { thumbs, below } = useRating(turn);
  return (
    <>
      <div className="actions">
        <CopyButton label="Copy answer" text={() => answer.text} />
        {thumbs}
        {canRedo && (
          <IconButton icon="redo" label="Answer again" onClick={() => { chatStore.ask(turn.question, turn); }} />
        )}
      </div>
      {below}
    </>
  );
}

interface Props {
  turn: Turn;
  answer: AnswerData;
  canRedo: boolean;
}

/** What the twin said. */
export function Answer({ turn, answer, canRedo }: Props) {
  const isStreaming = turn.status === "asking";
  const ending = answer.finish && ENDINGS[answer.finish];
  return (
    <div className="answer">
      <LazyMarkdown text={answer.text} isStreaming={isStreaming} />
      {ending && <p className="note">{ending}</p>}
      <Sources sources={answer.sources} />
      {isStreaming || turn.status === "failed" || <Tools turn={turn} answer={answer} canRedo={canRedo} />}
    </div>
  );
}
