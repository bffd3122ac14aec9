import { createParser, type EventSourceMessage } from "eventsource-parser";
import { ApiError, asFailure, INTERRUPTED, type Failure } from "@/lib/failure";
import type { ChatResponse, Source } from "@/lib/wire";

type Finish = ChatResponse["finish"];

export type ChatEvent =
  | { type: "session"; session_id: string; user_message_id: string; message_id: string }
  | { type: "token"; delta: string }
  | { type: "sources"; sources: Source[] }
  | { type: "done"; response: string; message_id: string; finish: Finish }
  | { type: "error"; failure: Failure };

const NAMES = new Set(["session", "token", "sources", "done"]);

function parseEvent({ event = "", data }: EventSourceMessage): ChatEvent | null {
  if (event !== "error" && !NAMES.has(event)) return null;
  const body = JSON.parse(data) as object;
  return event === "error"
    ? { type: "error", failure: asFailure(body) }
    : ({ type: event, ...body } as ChatEvent);
}

/**
 * Read the events of a chat stream, however its bytes are cut.
 *
 * Throws an ApiError when the stream ends without `done` or `error`, or is not one.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ChatEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      parser.feed(decoder.decode(value, { stream: !done }));
      for (const message of messages.splice(0)) {
        const event = parseEvent(message);
        if (event) yield event;
        if (event?.type === "done" || event?.type === "error") return;
      }
      if (done) throw new ApiError(INTERRUPTED);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The events that a whole answer, sent as one JSON object, stands for. */
export function* eventsOf(answer: ChatResponse): Generator<ChatEvent> {
  const { session_id, user_message_id, message_id, response, sources, finish } = answer;
  yield { type: "session", session_id, user_message_id, message_id };
  yield { type: "token", delta: response };
  yield { type: "sources", sources };
  yield { type: "done", response, message_id, finish };
}
