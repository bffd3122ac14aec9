import { type ChatEvent, eventsOf, readEvents } from "@/lib/chat-events";
import { ApiError, asFailure, failureOf } from "@/lib/failure";
import type {
  ChatRequest,
  ChatResponse,
  Conversation,
  FeedbackRequest,
  TwinProfile,
} from "@/lib/wire";

const API_URL = process.env.NEXT_PUBLIC_API_URL ?? "";
const STREAM_URL = process.env.NEXT_PUBLIC_STREAM_URL ?? "";

const CALL_TIMEOUT_MS = 15_000;
const WAKE_TIMEOUT_MS = 30_000;
/** The gateway gives up after 30 s, a turn after 25: silence any longer means a broken line. */
const SILENCE_TIMEOUT_MS = 35_000;

const JSON_HEADERS = { "Content-Type": "application/json" };

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

async function call(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { cache: "no-store", ...init });
    if (response.ok) return response;
    const body = await readJson(response);
    throw new ApiError(asFailure(body, response.status, response.headers.get("Retry-After")));
  } catch (error) {
    throw wrapped(error, init.signal);
  }
}

/** A visitor's own abort passes as it is; everything else becomes an ApiError. */
function wrapped(error: unknown, signal: AbortSignal | null | undefined): unknown {
  const reason: unknown = signal?.aborted ? signal.reason : error;
  if (reason instanceof DOMException && reason.name === "AbortError") return reason;
  return new ApiError(failureOf(reason, navigator.onLine));
}

/** Where the picture of a profile is: its address is relative to the profile's own. */
function withPicture(profile: TwinProfile, url: string): TwinProfile {
  if (!profile.picture) return profile;
  return { ...profile, picture: new URL(profile.picture, new URL(url, location.href)).href };
}

function isProfile(body: unknown): body is TwinProfile {
  return typeof body === "object" && body !== null && "name" in body && "suggestions" in body;
}

async function readProfile(url: string, timeout: number, cache: RequestCache): Promise<TwinProfile | null> {
  const response = await call(url, { cache, signal: AbortSignal.timeout(timeout) });
  const body = await readJson(response);
  return isProfile(body) ? withPicture(body, url) : null;
}

/** The profile that was written into the export; null in a bare build. */
export async function getExportedTwin(): Promise<TwinProfile | null> {
  return readProfile("/twin.json", CALL_TIMEOUT_MS, "default").catch(() => null);
}

/** The profile from the backend, which this also wakes. */
export async function getTwin(): Promise<TwinProfile> {
  const profile = await readProfile(`${API_URL}/twin`, WAKE_TIMEOUT_MS, "no-store");
  if (!profile) throw new ApiError(asFailure(null));
  return profile;
}

export async function getConversation(sessionId: string): Promise<Conversation> {
  const signal = AbortSignal.timeout(WAKE_TIMEOUT_MS);
  const response = await call(`${API_URL}/conversation/${sessionId}`, { signal });
  return (await response.json()) as Conversation;
}

export async function deleteConversation(sessionId: string): Promise<void> {
  const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
  await call(`${API_URL}/conversation/${sessionId}`, { method: "DELETE", signal });
}

export async function sendFeedback(feedback: FeedbackRequest): Promise<void> {
  await call(`${API_URL}/feedback`, {
    method: "POST",
    headers: JSON_HEADERS,
    body: JSON.stringify(feedback),
    keepalive: true,
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
}

/** A function URL behind CloudFront's origin access control wants the body's SHA-256. */
async function digest(body: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(request: ChatRequest, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify(request);
  const headers = { ...JSON_HEADERS, Accept: "text/event-stream" };
  const init = { method: "POST", body, signal };
  if (!STREAM_URL) return call(`${API_URL}/chat`, { ...init, headers });
  const signed = { ...headers, "x-amz-content-sha256": await digest(body) };
  return call(`${STREAM_URL}/chat`, { ...init, headers: signed });
}

/** A signal that follows `outer`, and fires by itself after a silence unless `heard` is called. */
function silenceGuard(outer: AbortSignal) {
  const guard = new AbortController();
  const follow = () => { guard.abort(outer.reason); };
  const fire = () => { guard.abort(new DOMException("No word came.", "TimeoutError")); };
  outer.addEventListener("abort", follow);
  let timer = setTimeout(fire, SILENCE_TIMEOUT_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(fire, SILENCE_TIMEOUT_MS);
  };
  const end = () => {
    clearTimeout(timer);
    outer.removeEventListener("abort", follow);
  };
  return { signal: guard.signal, heard, end };
}

/**
 * Take one turn and give its events as they come: from a stream, from a stream that arrives in one
 * piece, or from one JSON object. Ends with `done`; throws an ApiError for everything that fails,
 * and `signal`'s own AbortError when the visitor stops it.
 */
export async function* chat(
  request: ChatRequest,
  outer: AbortSignal,
): AsyncGenerator<Exclude<ChatEvent, { type: "error" }>> {
  const { signal, heard, end } = silenceGuard(outer);
  try {
    const response = await post(request, signal);
    const isStream = response.headers.get("Content-Type")?.includes("text/event-stream");
    const events = isStream && response.body
      ? readEvents(response.body)
      : eventsOf((await response.json()) as ChatResponse);
    for await (const event of events) {
      if (event.type === "error") throw new ApiError(event.failure);
      heard();
      yield event;
    }
  } catch (error) {
    throw wrapped(error, signal);
  } finally {
    end();
  }
}
