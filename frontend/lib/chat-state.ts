import type { ChatEvent } from "@/lib/chat-events";
import type { Failure } from "@/lib/failure";
import { type Answer, append, type Rating, STOPPED, type Turn } from "@/lib/turns";

export interface ChatState {
  /** `loading` until the stored conversation is here. */
  phase: "loading" | "unreachable" | "ready";
  turns: readonly Turn[];
  /** After a failure nothing that waits is sent before the visitor says so. */
  isPaused: boolean;
}

type Heard = Exclude<ChatEvent, { type: "error" }>;

export type ChatAction =
  | { type: "opened"; turns: readonly Turn[] }
  | { type: "unreachable" }
  | { type: "cleared" }
  | { type: "asked"; turn: Turn; instead: string | null }
  | { type: "retried"; id: string }
  | { type: "sending"; id: string }
  | { type: "heard"; id: string; event: Heard }
  | { type: "stopped"; id: string }
  | { type: "failed"; id: string; failure: Failure }
  | { type: "withdrawn"; id: string }
  | { type: "rated"; id: string; rating: Rating };

export const EMPTY: ChatState = { phase: "loading", turns: [], isPaused: false };

function change(state: ChatState, id: string, changed: (turn: Turn) => Partial<Turn>): ChatState {
  const turns = state.turns.map((turn) => (turn.id === id ? { ...turn, ...changed(turn) } : turn));
  return { ...state, turns };
}

const blank = (id: string): Answer => ({ id, text: "", sources: [], finish: null, rating: "none" });

function hear(turn: Turn, event: Heard): Partial<Turn> {
  const answer = turn.answer ?? blank("");
  switch (event.type) {
    case "session":
      return { isKept: true, replaced: [], answer: blank(event.message_id) };
    case "token":
      return { answer: { ...answer, text: answer.text + event.delta } };
    case "sources":
      return { answer: { ...answer, sources: event.sources } };
    case "done": {
      const { message_id: id, response: text, finish } = event;
      return { status: "settled", answer: { ...answer, id, text, finish } };
    }
  }
}

function stop(turn: Turn): Partial<Turn> {
  if (!turn.answer?.text) return { status: "failed", failure: STOPPED, answer: null };
  return { status: "settled", answer: { ...turn.answer, finish: "stopped" } };
}

function withdraw(state: ChatState, id: string): ChatState {
  const turns = state.turns.flatMap((turn) => (turn.id === id ? turn.replaced : [turn]));
  return { ...state, turns, isPaused: false };
}

/** What a conversation becomes by `action`. Pure. */
export function reduce(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case "opened":
      return { phase: "ready", turns: action.turns, isPaused: action.turns.at(-1)?.status === "failed" };
    case "unreachable":
      return { ...state, phase: "unreachable" };
    case "cleared":
      return { ...EMPTY, phase: "ready" };
    case "asked":
      return { ...state, isPaused: false, turns: append(state.turns, action.turn, action.instead) };
    case "retried":
      return { ...change(state, action.id, () => ({ status: "queued", failure: null })), isPaused: false };
    case "sending":
      return change(state, action.id, () => ({ status: "asking", failure: null, answer: null }));
    case "heard":
      return change(state, action.id, (turn) => hear(turn, action.event));
    case "stopped":
      return change(state, action.id, stop);
    case "failed":
      return {
        ...change(state, action.id, () => ({ status: "failed", failure: action.failure })),
        isPaused: true,
      };
    case "withdrawn":
      return withdraw(state, action.id);
    case "rated":
      return {
        ...state,
        turns: state.turns.map((turn) =>
          turn.answer?.id === action.id
            ? { ...turn, answer: { ...turn.answer, rating: action.rating } }
            : turn,
        ),
      };
  }
}

/** The turn that is being answered. */
export function underWay(state: ChatState): Turn | undefined {
  return state.turns.find(({ status }) => status === "asking");
}

/** The turn to send now, if any. */
export function nextToSend(state: ChatState): Turn | undefined {
  if (state.phase !== "ready" || state.isPaused || underWay(state)) return undefined;
  return state.turns.find(({ status }) => status === "queued");
}

/** The id that a new version of `turn` replaces: the backend cannot replace what it never kept. */
export function replaceable(turn: Turn): string | null {
  return turn.isKept ? turn.id : turn.replaces;
}
