"use client";

import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "@/components/button";
import { chatStore } from "@/lib/chat-store";
import type { Rating, Turn } from "@/lib/turns";

const MAX_COMMENT_CHARACTERS = 1_000;

interface FormProps {
  /** Sends a comment; it is left as it is when that fails. */
  onSend: (comment: string) => Promise<void>;
  onSkip: () => void;
}

function CommentForm({ onSend, onSkip }: FormProps) {
  const [comment, setComment] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { area.current?.focus(); }, []);
  return (
    <form className="comment" onSubmit={(event) => { event.preventDefault(); void onSend(comment); }}>
      <textarea
        ref={area}
        rows={2}
        dir="auto"
        maxLength={MAX_COMMENT_CHARACTERS}
        aria-label="What should be better?"
        placeholder="What should be better? (optional)"
        value={comment}
        onChange={(event) => { setComment(event.target.value); }}
        onKeyDown={(event) => { if (event.key === "Escape") onSkip(); }}
      />
      <div className="buttons">
        <Button onClick={onSkip}>Skip</Button>
        <Button variant="primary" type="submit" disabled={!comment.trim()}>Send</Button>
      </div>
    </form>
  );
}

/** Thumbs for an answer, the way it is kept, and a place for a word about a bad one. */
export function useRating(turn: Turn) {
  const [isCommenting, setCommenting] = useState(false);
  const [note, setNote] = useState("");
  const down = useRef<HTMLButtonElement>(null);
  const given = turn.answer?.rating ?? "none";
  const keep = async (rating: Rating, comment = "") => {
    setNote("");
    try {
      await chatStore.rate(turn, rating, comment);
      return true;
    } catch {
      setNote("That could not be kept. Please try again.");
      return false;
    }
  };
  const rate = async (value: "up" | "down") => {
    const rating = value === given ? "none" : value;
    setCommenting(rating === "down");
    await keep(rating);
  };
  const leave = () => {
    setCommenting(false);
    down.current?.focus();
  };
  const send = async (comment: string) => {
    if (!(await keep("down", comment))) return;
    leave();
    setNote("Thank you, that is noted.");
  };
  const thumbs = (
    <>
      <IconButton icon="up" label="Good answer" aria-pressed={given === "up"} onClick={() => void rate("up")} />
      <IconButton ref={down} icon="down" label="Bad answer" aria-pressed={given === "down"} onClick={() => void rate("down")} />
    </>
  );
  const below = (
    <>
      {isCommenting && <CommentForm onSend={send} onSkip={leave} />}
      <p className="note" role="status">{note}</p>
    </>
  );
  return { thumbs, below };
}
