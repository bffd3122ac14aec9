import { textOf } from "@/lib/failure-text";
import { plainText } from "@/lib/plain-text";
import type { Turn } from "@/lib/turns";

function announcement(turn: Turn): string {
  if (turn.status === "asking") return "Answering";
  if (turn.failure) return `${textOf(turn.failure).title} ${textOf(turn.failure).hint}`;
  return plainText(turn.answer?.text ?? "");
}

/**
 * What a screen reader hears: that an answer has begun, then the whole of it, once. `turn` is the
 * newest that was sent from this page; nothing is said about those that were there before.
 */
export function Announcer({ turn }: { turn: Turn | undefined }) {
  return <div className="visually-hidden" role="status">{turn && announcement(turn)}</div>;
}
