"use client";

import { IconButton } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { LazyMarkdown } from "@/components/lazy-markdown";
import { useRating } from "@/components/rating";
import { Sources } from "@/components/sources";
import type { Answer as AnswerData, Turn } from "@/lib/turns";

const ENDINGS: Partial<Record<NonNullable<AnswerData["finish"]>, string>> = {
  length: "The answer reached its longest and was cut here.",
  timeout: "Time ran out here.",
  stopped: "Stopped here.",
  filtered: "The language model declined to say more.",
};

interface Props {
  turn: Turn;
  answer: AnswerData;
  /** Missing while the question cannot be answered again. */
  onRedo: (() => void) | null;
}

function Tools({ turn, answer, onRedo }: Props) {
  const { thumbs, below } = useRating(turn);
  return (
    <>
      <div className="actions">
        <CopyButton label="Copy answer" text={() => answer.text} />
        {thumbs}
        {onRedo && <IconButton icon="redo" label="Answer again" onClick={onRedo} />}
      </div>
      {below}
    </>
  );
}

/** What the twin said. */
export function Answer({ turn, answer, onRedo }: Props) {
  const isStreaming = turn.status === "asking";
  const ending = answer.finish && ENDINGS[answer.finish];
  return (
    <div className="answer">
      <LazyMarkdown text={answer.text} isStreaming={isStreaming} />
      {ending && <p className="note">{ending}</p>}
      <Sources sources={answer.sources} />
      {isStreaming || turn.status === "failed" || <Tools turn={turn} answer={answer} onRedo={onRedo} />}
    </div>
  );
}
