import type { Failure } from "@/lib/failure";
import type { Message, Source } from "@/lib/wire";

export type Rating = "up" | "down" | "none";

export interface Answer {
  id: string;
  text: string;
  sources: Source[];
  finish: NonNullable<Message["finish"]> | null;
  rating: Rating;
}

/** A question and what became of it. */
export interface Turn {
  /** The user message's id. */
  id: string;
  question: string;
  /** ISO 8601. */
  askedAt: string;
  status: "queued" | "asking" | "settled" | "failed";
  /** Whether the backend has written the question down. */
  isKept: boolean;
  answer: Answer | null;
  failure: Failure | null;
  /** The earlier question that this one replaces. */
  replaces: string | null;
  /** The turns that it took the place of, which come back when it is withdrawn unkept. */
  replaced: Turn[];
}

/** A question as this browser keeps it until it is answered. */
export interface Unanswered {
  id: string;
  question: string;
  askedAt: string;
  replaces: string | null;
  failure: Failure | null;
}

const NO_ANSWER: Failure = { code: "unanswered", detail: "This question got no answer." };
export const STOPPED: Failure = { code: "stopped", detail: "Stopped before the answer began." };

/** Start a turn that waits to be sent. */
export function newTurn(asked: Pick<Turn, "id" | "question" | "askedAt"> & Partial<Turn>): Turn {
  return {
    status: "queued",
    isKept: false,
    answer: null,
    failure: null,
    replaces: null,
    replaced: [],
    ...asked,
  };
}

function asAnswer(message: Message): Answer {
  return {
    id: message.id,
    text: message.content,
    sources: message.sources ?? [],
    finish: message.finish ?? null,
    rating: message.feedback?.value ?? "none",
  };
}

function asTurn(message: Message, now: number): Turn {
  const asked = { id: message.id, question: message.content, askedAt: message.timestamp, isKept: true };
  if (message.pending_until && Date.parse(message.pending_until) > now) return newTurn(asked);
  const failure = message.finish === "stopped" ? STOPPED : NO_ANSWER;
  return newTurn({ ...asked, status: "failed", failure });
}

/** Give the turns of a stored conversation; `now` is in milliseconds. */
export function turnsOf(messages: readonly Message[], now: number): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role === "user") {
      turns.push(asTurn(message, now));
      continue;
    }
    const asked = turns.find((turn) => turn.id === message.reply_to) ?? last;
    if (!asked) continue;
    asked.answer = asAnswer(message);
    if (message.finish === "error") continue;
    asked.status = "settled";
    asked.failure = null;
  }
  return turns;
}

/** Put `turn` behind the others, or in the place of the turn `instead` and all after it. */
export function append(turns: readonly Turn[], turn: Turn, instead = turn.replaces): Turn[] {
  const place = turns.findIndex(({ id }) => id === instead);
  if (place < 0) return [...turns, turn];
  return [...turns.slice(0, place), { ...turn, replaced: turns.slice(place) }];
}

/** Let `turn` be asked again: where it stands, or once more in the place of what it replaces. */
export function askAgain(turns: readonly Turn[], turn: Turn): Turn[] {
  const at = turns.findIndex(({ id }) => id === turn.id);
  const place = turns.findIndex(({ id }) => id === turn.replaces);
  const later = turns.slice(at + 1);
  if (later.some(({ status }) => status === "settled")) return turns.with(at, { ...turn, replaces: null });
  if (place < 0) return turns.with(at, turn);
  return [...turns.slice(0, place), { ...turn, replaced: turns.slice(place, at) }, ...later];
}

function revived({ id, question, askedAt, replaces, failure }: Unanswered): Turn {
  return newTurn({ id, question, askedAt, replaces, failure, status: failure ? "failed" : "queued" });
}

/** Add what this browser still holds to a stored conversation. */
export function withUnanswered(turns: Turn[], unanswered: readonly Unanswered[]): Turn[] {
  return unanswered.reduce((all, kept) => {
    const known = all.find(({ id }) => id === kept.id);
    const again = revived(kept);
    if (!known) return again.failure ? [...all, again] : append(all, again);
    if (known.status !== "failed") return all;
    const held = { ...again, isKept: true, answer: known.answer };
    return held.failure ? all.map((turn) => (turn === known ? held : turn)) : askAgain(all, held);
  }, turns);
}
