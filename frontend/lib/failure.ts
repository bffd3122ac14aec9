import type { ErrorBody } from "@/lib/wire";

/** Why something did not work. Codes are the API's own, and the four that only a browser knows. */
export interface Failure {
  code: string;
  detail: string;
  /** Seconds to wait before it is worth trying again. */
  retryAfter?: number;
}

/** Thrown by every call of the API client. */
export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
  }
}

const OFFLINE: Failure = { code: "offline", detail: "You are offline." };
const UNREACHABLE: Failure = { code: "unreachable", detail: "The server does not answer." };
const TIMEOUT: Failure = { code: "timeout", detail: "The answer took too long." };
export const INTERRUPTED: Failure = { code: "interrupted", detail: "The connection broke off." };

const BY_STATUS: Record<number, string> = {
  404: "not_found",
  409: "session_full",
  413: "too_large",
  422: "invalid_request",
  429: "busy",
  502: "unreachable",
  503: "unreachable",
  504: "timeout",
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Read what the API says of a failure: `ErrorBody`, or the `{message}` of the gateway before it. */
export function asFailure(body: unknown, status = 500, retryAfter: string | null = null): Failure {
  const { detail, code, message, retry_after }: Partial<Record<keyof ErrorBody | "message", unknown>> =
    isRecord(body) ? body : {};
  const seconds = Number(retry_after ?? retryAfter ?? Number.NaN);
  return {
    code: typeof code === "string" ? code : (BY_STATUS[status] ?? "internal"),
    detail: [detail, message].find((text) => typeof text === "string") ?? "",
    ...(seconds > 0 && { retryAfter: Math.ceil(seconds) }),
  };
}

/** Name what `fetch` or a stream threw. */
export function failureOf(error: unknown, isOnline: boolean): Failure {
  if (error instanceof ApiError) return error.failure;
  if (error instanceof DOMException && error.name === "TimeoutError") return TIMEOUT;
  return isOnline ? UNREACHABLE : OFFLINE;
}
