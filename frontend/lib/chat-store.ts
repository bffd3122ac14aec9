import { deleteConversation, getConversation, sendFeedback } from "@/lib/api";
import { type ChatAction, EMPTY, nextToSend, reduce, replaceable, underWay } from "@/lib/chat-state";
import { addToDraft } from "@/lib/draft";
import { currentSession, forgetSession, keepSession, leaveSession, previousSession, stayWithSession, watchSession } from "@/lib/session";
import { watch, write } from "@/lib/storage";
import { markOpen } from "@/lib/tabs";
import { takeTurn } from "@/lib/take-turn";
import { newTurn, type Rating, type Turn, turnsOf, withUnanswered } from "@/lib/turns";
import { forgetQuestions, heldQuestions, holdQuestions } from "@/lib/unanswered";
import { uuid } from "@/lib/uuid";

/** Changed whenever this tab has changed the stored conversation, so that others read it again. */
const REVISION = "revision";
const RETRY_MS = [2_000, 4_000, 8_000, 15_000];

/** The one conversation of this page: its state, what changes it, and where it is kept. */
class ChatStore {
  #state = EMPTY;
  #sessionId = uuid();
  #sending: AbortController | null = null;
  #isDeleting = false;
  /** Whether another tab has changed the conversation while this one is being answered. */
  #isStale = false;
  /** How many turns have ended. */
  #ended = 0;
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
    markOpen();
    void this.#load();
    const stopped = new AbortController();
    const { signal } = stopped;
    const stops = [
      watchSession(() => { if (this.#state.turns.length === 0) void this.#load(); }),
      watch(REVISION, () => { this.#refresh(); }),
    ];
    addEventListener("online", () => { this.#resume(); }, { signal });
    addEventListener("pagehide", () => { this.#hangUp(); }, { signal });
    addEventListener("pageshow", () => { this.#askAgain(); }, { signal });
    return () => {
      stops.forEach((stop) => { stop(); });
      stopped.abort();
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

  /** Leave this conversation and start another; what was never sent, but for `moved`, goes back into the composer. */
  readonly startAfresh = (moved: Turn | null = null): void => {
    const { phase, turns } = this.#state;
    const unsent = turns.filter(({ isKept, status }) => !isKept && status !== "asking");
    addToDraft(...unsent.filter(({ id }) => id !== moved?.id).map(({ question }) => question));
    holdQuestions(this.#sessionId, unsent, []);
    this.#hangUp();
    clearTimeout(this.#retryTimer);
    const left = this.#sessionId;
    this.#sessionId = uuid();
    const isEmpty = turns.every((turn) => unsent.includes(turn) && turn.replaced.length === 0);
    if (phase !== "ready" || !isEmpty) leaveSession(left, this.#sessionId);
    this.#dispatch({ type: "cleared" });
  };

  /** Ask the question of `turn` in a new conversation instead of in this one. */
  readonly askElsewhere = (turn: Turn): void => {
    this.startAfresh(turn);
    this.ask(turn.question);
  };

  /** Whether there is a conversation to go back to. */
  readonly canGoBack = (): boolean => previousSession() !== "";

  /** Leave this conversation for the one before it. */
  readonly goBack = (): void => {
    const previous = previousSession();
    if (!previous) return;
    this.startAfresh();
    keepSession(previous);
    this.#dispatch({ type: "left" });
    this.reload();
  };

  /** Delete this conversation for good. Throws an ApiError when the backend has not done so. */
  readonly delete = async (): Promise<void> => {
    this.#isDeleting = true;
    this.stop();
    try {
      await deleteConversation(this.#sessionId);
      this.#forget();
      write(REVISION, uuid());
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
    const sessionId = currentSession();
    this.#sessionId = sessionId || this.#sessionId;
    const ended = this.#ended;
    const isLeft = () => currentSession() !== sessionId;
    try {
      const messages = sessionId ? (await getConversation(sessionId)).messages : [];
      const held = await heldQuestions(this.#sessionId);
      if (isLeft()) return;
      this.#attempts = 0;
      if (ended !== this.#ended) this.#refresh();
      else this.#open(withUnanswered(turnsOf(messages, Date.now()), held), messages.length === 0);
    } catch {
      if (isLeft()) return;
      const delay = RETRY_MS[Math.min(this.#attempts++, RETRY_MS.length - 1)];
      this.#retryTimer = setTimeout(() => void this.#load(), delay);
      this.#dispatch({ type: "unreachable" });
    }
  }

  #open(turns: Turn[], isUnknown: boolean): void {
    this.#isStale = underWay(this.#state) !== undefined;
    if (this.#isStale) return;
    if (!isUnknown) stayWithSession(this.#sessionId);
    if (isUnknown && this.#state.turns.some(({ isKept }) => isKept)) this.#forget();
    else this.#dispatch({ type: "opened", turns });
    if (navigator.onLine) this.#sendOffline();
  }

  /** Read what another tab has changed, now or when the answer under way is here. */
  #refresh(): void {
    this.#isStale = underWay(this.#state) !== undefined;
    if (!this.#isStale) void this.#load();
  }

  /** Forget this conversation, which is deleted. */
  #forget(): void {
    this.#hangUp();
    this.#dispatch({ type: "cleared" });
    forgetQuestions(this.#sessionId);
    forgetSession(this.#sessionId);
    this.#sessionId = uuid();
  }

  #resume(): void {
    if (this.#state.phase === "unreachable") this.reload();
    this.#sendOffline();
  }

  #sendOffline(): void {
    const waiting = this.#state.turns.filter(({ failure }) => failure?.code === "offline");
    waiting.forEach(({ id }) => { this.retry(id); });
  }

  /** Let go of the request under way; what becomes of it is no longer heard. */
  #hangUp(): void {
    const sending = this.#sending;
    this.#sending = null;
    sending?.abort();
  }

  /** Go on with what a page that was left and comes back had asked. */
  #askAgain(): void {
    const asked = underWay(this.#state);
    if (asked && !this.#sending) this.retry(asked.id);
  }

  #dispatch(action: ChatAction): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    const isToken = action.type === "heard" && action.event.type === "token";
    if (!isToken) holdQuestions(this.#sessionId, before.turns, this.#state.turns);
    this.#listeners.forEach((listener) => { listener(); });
    this.#sendNext();
  }

  #sendNext(): void {
    const next = nextToSend(this.#state);
    if (!next || this.#sending || this.#isDeleting) return;
    const sending = new AbortController();
    this.#sending = sending;
    keepSession(this.#sessionId);
    const dispatch = (action: ChatAction) => { if (this.#sending === sending) this.#dispatch(action); };
    void takeTurn(next, this.#sessionId, dispatch, sending.signal).then(() => {
      if (this.#sending !== sending) return;
      this.#sending = null;
      this.#ended += 1;
      write(REVISION, uuid());
      if (this.#isStale) void this.#load();
      else this.#sendNext();
    });
  }
}

export const chatStore = new ChatStore();
