"use client";

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { Icon } from "@/components/icons";
import { isEnter } from "@/lib/keys";
import { charactersLeft, isHuge, isSendable } from "@/lib/limits";

/** The limit is mentioned when fewer characters than this are left. */
const NEAR_LIMIT = 400;

function LimitNote({ left }: { left: number }) {
  if (left >= NEAR_LIMIT) return null;
  const text = left < 0 ? `${-left} characters too many` : `${left} characters left`;
  return <p id="limit" className={left < 0 ? "limit limit-over" : "limit"}>{text}</p>;
}

function StopButton({ onStop, onGone }: { onStop: () => void; onGone: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => { if (document.activeElement === current) onGone(); };
  }, [onGone]);
  return (
    <button ref={button} type="button" className="round round-stop" aria-label="Stop answering" title="Stop" onClick={onStop}>
      <Icon name="stop" />
    </button>
  );
}

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  name: string | undefined;
  isAnswering: boolean;
  onChange: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
  /** Called when the button that stops goes away with the focus on it. */
  onStopGone: () => void;
}

/** Where the visitor writes. */
export function Composer({ area, draft, name, isAnswering, onChange, onSend, onStop, onStopGone }: Props) {
  const left = charactersLeft(draft);
  const canSend = isSendable(draft);
  const showsStop = isAnswering && !draft.trim();
  const label = name ? `Ask ${name}` : "Ask a question";
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isEnter(event)) return;
    event.preventDefault();
    onSend();
  };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); onSend(); }}>
      <div className={isHuge(draft) ? "grow grow-full" : "grow"} data-text={isHuge(draft) ? "" : `${draft} `}>
        <textarea
          ref={area}
          id="composer"
          rows={1}
          dir="auto"
          enterKeyHint="send"
          aria-label={label}
          aria-describedby={left < NEAR_LIMIT ? "limit" : undefined}
          aria-invalid={left < 0}
          placeholder={label}
          value={draft}
          onChange={(event) => { onChange(event.target.value); }}
          onKeyDown={onKeyDown}
        />
      </div>
      <LimitNote left={left} />
      {isAnswering && <StopButton onStop={onStop} onGone={onStopGone} />}
      {showsStop || (
        <button type="submit" className="round" aria-label="Send" title="Send" disabled={!canSend}>
          <Icon name="send" />
        </button>
      )}
    </form>
  );
}
