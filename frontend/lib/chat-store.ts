import { deleteConversation, getConversation, sendFeedback } from "@/lib/api";
import { type ChatAction, EMPTY, nextToSend, reduce, replaceable, underWay } from "@/lib/chat-state";
import { read, watch, write } from "@/lib/storage";
import { takeTurn } from "@/lib/take-turn";
import { newTurn, type Rating, turnsOf, type Turn, type Unanswered, unansweredOf, withUnanswered } from "@/lib/turns";
import { uuid } from "@/lib/uuid";

const SESSION = "session";
const UNANSWERED = "unanswered";
/** Changed whenever this tab has changed the stored conversation, so that others read it again. */
const REVISION = "revision";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000];

function storedSession(): string {
  const stored = read(SESSION) ?? "";
  return UUID.test(stored) ? stored : "";
}

function readUnanswered(): Unanswered[] {
  try {
    const kept: unknown = JSON.parse(read(UNANSWERED) ?? "[]");
    return Array.isArray(kept) ? (kept as Unanswered[]) : [];
  } catch {
    return [];
  }
}

/** The one conversation of this page: its state, what changes it, and where it is kept. */
class ChatStore {
  #state = EMPTY;
  #sessionId = "";
  #sending: AbortController | null = null;
  #isDeleting = false;
  #attempts = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = () => this.#state;

  /** Read the stored conversation and follow what other tabs do; returns how to stop. */
  readonly open = (): (() => void) => {
    void this.#load();
    const resume = () => { this.#resume(); };
    const stops = [
      watch(SESSION, () => void this.#load()),
      watch(REVISION, () => !underWay(this.#state) && void this.#load()),
    ];
    addEventListener("online", resume);
    return () => {
      stops.forEach((stop) => { stop(); });
      removeEventListener("online", resume);
      clearTimeout(this.#retryTimer);
    };
  };

  /** Ask a question, now or when those before it are answered. */
  readonly ask = (question: string, instead: Turn | null = null): void => {
    const replaces = instead && replaceable(instead);
    const turn = newTurn({ id: uuid(), question, askedAt: new Date().toISOString(), replaces });
    this.#dispatch({ type: "asked", turn, instead: instead?.id ?? null });
  };

  readonly retry = (id: string): void => { this.#dispatch({ type: "retried", id }); };

  readonly withdraw = (id: string): void => { this.#dispatch({ type: "withdrawn", id }); };

  readonly stop = (): void => { this.#sending?.abort(); };

  /** Rate an answer at once; a rating that could not be kept is taken back, and thrown. */
  readonly rate = async (turn: Turn, rating: Rating, comment = ""): Promise<void> => {
    if (!turn.answer) return;
    const { id, rating: before } = turn.answer;
    this.#dispatch({ type: "rated", id, rating });
    try {
      await sendFeedback({ session_id: this.#sessionId, message_id: id, value: rating, comment });
    } catch (error) {
      this.#dispatch({ type: "rated", id, rating: before });
      throw error;
    }
  };

  /** Leave this conversation and start another. */
  readonly startAfresh = (): void => {
    this.stop();
    this.#sending = null;
    this.#sessionId = uuid();
    write(SESSION, "");
    write(UNANSWERED, "");
    this.#dispatch({ type: "cleared" });
  };

  /** Delete this conversation for good. Throws an ApiError when the backend has not done so. */
  readonly delete = async (): Promise<void> => {
    this.#isDeleting = true;
    this.stop();
    try {
      await deleteConversation(this.#sessionId);
      this.startAfresh();
    } finally {
      this.#isDeleting = false;
      this.#sendNext();
    }
  };

  /** Try again at once to reach the backend. */
  readonly reload = (): void => {
    this.#attempts = 0;
    void this.#load();
  };

  async #load(): Promise<void> {
    clearTimeout(this.#retryTimer);
    const sessionId = storedSession();
    try {
      const messages = sessionId ? (await getConversation(sessionId)).messages : [];
      if (storedSession() !== sessionId || underWay(this.#state)) return;
      this.#attempts = 0;
      this.#sessionId = sessionId || uuid();
      const turns = withUnanswered(turnsOf(messages, Date.now()), readUnanswered(), Date.now());
      this.#dispatch({ type: "opened", turns });
    } catch {
      const delay = RETRY_MS[Math.min(this.#attempts++, RETRY_MS.length - 1)];
      this.#retryTimer = setTimeout(() => void this.#load(), delay);
      this.#dispatch({ type: "unreachable" });
    }
  }

  #resume(): void {
    if (this.#state.phase === "unreachable") this.reload();
    const last = this.#state.turns.findLast(({ failure }) => failure?.code === "offline");
    if (last) this.retry(last.id);
  }

  #dispatch(action: ChatAction): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (action.type !== "heard" || action.event.type !== "token") this.#keep(before.turns);
    this.#listeners.forEach((listener) => { listener(); });
    this.#sendNext();
  }

  /** Write down what is not answered yet, beside what other tabs wait for. */
  #keep(before: readonly Turn[]): void {
    const { turns } = this.#state;
    const mine = new Set([...before, ...turns].map(({ id }) => id));
    const others = readUnanswered().filter(({ id }) => !mine.has(id));
    const all = [...others, ...unansweredOf(turns)];
    write(UNANSWERED, all.length ? JSON.stringify(all) : "");
  }

  #sendNext(): void {
    const next = nextToSend(this.#state);
    if (!next || this.#sending || this.#isDeleting) return;
    const sending = new AbortController();
    this.#sending = sending;
    if (read(SESSION) !== this.#sessionId) write(SESSION, this.#sessionId);
    const dispatch = (action: ChatAction) => { if (this.#sending === sending) this.#dispatch(action); };
    void takeTurn(next, this.#sessionId, dispatch, sending.signal).then(() => {
      if (this.#sending !== sending) return;
      this.#sending = null;
      write(REVISION, uuid());
      this.#sendNext();
    });
  }
}

export const chatStore = new ChatStore();
