import type { ChatEvent } from "@/lib/chat-events";
import type { Failure } from "@/lib/failure";
import { type Answer, append, askAgain, type Rating, STOPPED, type Turn } from "@/lib/turns";

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
  | { type: "left" }
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
      return { isKept: true, answer: blank(event.message_id) };
    case "token":
      return { answer: { ...answer, text: answer.text + event.delta } };
    case "sources":
      return { answer: { ...answer, sources: event.sources } };
    case "done": {
      const { message_id: id, response: text, finish } = event;
      return { status: "settled", replaced: [], answer: { ...answer, id, text, finish } };
    }
  }
}

/** End a turn without an answer: the answers that it was to replace are there again. */
function fail(state: ChatState, id: string, failure: Failure): ChatState {
  const turns = state.turns.flatMap((turn) => {
    if (turn.id !== id) return [turn];
    const failed: Turn = { ...turn, status: "failed", failure };
    return turn.replaced.some(({ answer }) => answer) ? [...turn.replaced, { ...failed, replaced: [] }] : [failed];
  });
  return { ...state, turns };
}

function stop(state: ChatState, id: string): ChatState {
  const answer = state.turns.find((turn) => turn.id === id)?.answer;
  if (!answer?.text) return fail(change(state, id, () => ({ answer: null })), id, STOPPED);
  const stopped: Answer = { ...answer, finish: "stopped" };
  return change(state, id, () => ({ status: "settled", replaced: [], answer: stopped }));
}

function retry(state: ChatState, id: string): ChatState {
  const turn = state.turns.find((one) => one.id === id);
  if (!turn) return state;
  return { ...state, turns: askAgain(state.turns, { ...turn, status: "queued", failure: null }), isPaused: false };
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
    case "left":
      return EMPTY;
    case "asked":
      return { ...state, isPaused: false, turns: append(state.turns, action.turn, action.instead) };
    case "retried":
      return retry(state, action.id);
    case "sending":
      return change(state, action.id, () => ({ status: "asking", failure: null, answer: null }));
    case "heard":
      return change(state, action.id, (turn) => hear(turn, action.event));
    case "stopped":
      return stop(state, action.id);
    case "failed":
      return { ...fail(state, action.id, action.failure), isPaused: true };
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
