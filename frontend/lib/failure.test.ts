import { expect, test } from "vitest";
import { ApiError, asFailure, failureOf } from "@/lib/failure";
import { textOf } from "@/lib/failure-text";

test.each([
  ["the API's own error", { detail: "Later.", code: "busy", retry_after: 7 }, 429, null, { code: "busy", detail: "Later.", retryAfter: 7 }],
  ["a header to wait by", { detail: "Later.", code: "busy" }, 429, "12", { code: "busy", detail: "Later.", retryAfter: 12 }],
  ["the gateway's throttling", { message: "Too Many Requests" }, 429, null, { code: "busy", detail: "Too Many Requests" }],
  ["the gateway's time-out", { message: "Service Unavailable" }, 503, null, { code: "unreachable", detail: "Service Unavailable" }],
  ["the gateway's crash", { message: "Internal Server Error" }, 500, null, { code: "internal", detail: "Internal Server Error" }],
  ["FastAPI's own list of faults", { detail: [{ msg: "x" }] }, 422, null, { code: "invalid_request", detail: "" }],
  ["an HTML page", null, 502, null, { code: "unreachable", detail: "" }],
  ["a date to wait by", { code: "busy", detail: "" }, 429, "Wed, 21 Oct 2026 07:28:00 GMT", { code: "busy", detail: "" }],
])("reads %s", (_, body, status, header, expected) => {
  expect(asFailure(body, status, header)).toEqual(expected);
});

test.each([
  ["what the API said", new ApiError({ code: "busy", detail: "" }), true, "busy"],
  ["a time-out", new DOMException("", "TimeoutError"), true, "timeout"],
  ["a broken line", new TypeError("Failed to fetch"), true, "unreachable"],
  ["no line at all", new TypeError("Failed to fetch"), false, "offline"],
])("names %s", (_, error, isOnline, code) => {
  expect(failureOf(error, isOnline).code).toBe(code);
});

test("every failure has words, also one that is new", () => {
  const codes = ["busy", "model_unavailable", "memory_unavailable", "session_full", "offline", "a_new_code"];
  for (const code of codes) expect(textOf({ code, detail: "" }).title).toMatch(/^[A-Z].*\.$/);
  expect(textOf({ code: "session_full", detail: "" }).remedy).toBe("new-conversation");
});
