import { chat } from "@/lib/api";
import type { ChatAction } from "@/lib/chat-state";
import { failureOf } from "@/lib/failure";
import type { Turn } from "@/lib/turns";

/** The state is set at most this often while text streams. */
const FLUSH_MS = 50;

/** The requests of a page that is left fail a moment before it is told so. */
const LEAVING_MS = 300;

/** Collects the pieces of an answer and passes them on together. */
function batched(send: (delta: string) => void) {
  let text = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (text) send(text);
    text = "";
  };
  const add = (delta: string) => {
    text += delta;
    timer ??= setTimeout(flush, FLUSH_MS);
  };
  return { add, flush };
}

/** Ask the question of `turn`, and dispatch what is heard until it has ended, however it ends. */
export async function takeTurn(
  turn: Turn,
  sessionId: string,
  dispatch: (action: ChatAction) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = turn;
  const tokens = batched((delta) => { dispatch({ type: "heard", id, event: { type: "token", delta } }); });
  const request = {
    message: turn.question,
    session_id: sessionId,
    user_message_id: id,
    ...(turn.replaces && { replaces: turn.replaces }),
  };
  dispatch({ type: "sending", id });
  try {
    for await (const event of chat(request, signal)) {
      if (event.type === "token") {
        tokens.add(event.delta);
      } else {
        tokens.flush();
        dispatch({ type: "heard", id, event });
      }
    }
  } catch (error) {
    tokens.flush();
    const failure = failureOf(error, navigator.onLine);
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
    if (signal.aborted) dispatch({ type: "stopped", id });
    else dispatch({ type: "failed", id, failure });
  }
}
