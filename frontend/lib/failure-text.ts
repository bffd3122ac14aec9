import type { Failure } from "@/lib/failure";

/** What can be done about a failed turn. */
export type Remedy = "retry" | "ask-anew" | "new-conversation" | "edit";

interface FailureText {
  title: string;
  hint: string;
  remedy: Remedy;
}

const RETRY = "retry" as const;

const TEXTS: Record<string, FailureText> = {
  busy: {
    title: "A lot of people are asking right now.",
    hint: "Your question is safe here. It can go out again in a moment.",
    remedy: RETRY,
  },
  model_unavailable: {
    title: "I cannot think right now: my language model is not available.",
    hint: "Nothing is wrong with your question. Please try again in a few minutes.",
    remedy: RETRY,
  },
  model_timeout: {
    title: "That took me too long.",
    hint: "The next try usually works.",
    remedy: RETRY,
  },
  timeout: {
    title: "That took me too long.",
    hint: "The next try usually works.",
    remedy: RETRY,
  },
  memory_unavailable: {
    title: "I could not reach my memory, so this was not kept.",
    hint: "Your question is still here. Please send it again in a moment.",
    remedy: RETRY,
  },
  session_full: {
    title: "This conversation has reached its longest.",
    hint: "You can download it, and carry on in a new one.",
    remedy: "new-conversation",
  },
  offline: {
    title: "You are offline.",
    hint: "Your question goes out by itself as soon as you are back.",
    remedy: RETRY,
  },
  unreachable: {
    title: "I cannot reach the server.",
    hint: "Your question is safe here. Please try again in a moment.",
    remedy: RETRY,
  },
  interrupted: {
    title: "The connection broke off.",
    hint: "Your question is safe here. Trying again does not ask it twice.",
    remedy: RETRY,
  },
  stopped: {
    title: "Stopped before the answer began.",
    hint: "",
    remedy: RETRY,
  },
  unanswered: {
    title: "This question got no answer.",
    hint: "Something went wrong back then.",
    remedy: RETRY,
  },
  not_found: {
    title: "This part of the conversation has changed meanwhile.",
    hint: "It was deleted or replaced in another tab. Your question is still here.",
    remedy: "ask-anew",
  },
  too_large: {
    title: "That message is too large to send.",
    hint: "Please shorten it a little.",
    remedy: "edit",
  },
  invalid_request: {
    title: "That message could not be read.",
    hint: "Please change it a little and send it again.",
    remedy: "edit",
  },
};

/** Say a failure as a person would, and name the next step. */
export function textOf(failure: Failure): FailureText {
  return (
    TEXTS[failure.code] ?? {
      title: "Something went wrong on my side.",
      hint: "Your question is safe here. Please try again.",
      remedy: RETRY,
    }
  );
}
