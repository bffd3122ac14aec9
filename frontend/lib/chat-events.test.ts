import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChatEvent, eventsOf, readEvents } from "@/lib/chat-events";
import { ApiError } from "@/lib/failure";

const SESSION = { session_id: "s", user_message_id: "u", message_id: "m" };
const SOURCES = { sources: [{ id: "facts.skills", title: "Skills", file: "facts.json", quote: "Zürich 🏔" }] };
const DONE = { response: "Grüezi 👋 שלום", message_id: "m", finish: "complete" };

const line = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const ANSWER = [
  ": a comment that keeps the line open\n\n",
  line("session", SESSION),
  line("token", { delta: "Grüezi 👋 " }),
  line("something-new", { ignored: true }),
  line("token", { delta: "שלום" }),
  line("sources", SOURCES),
  line("done", DONE),
].join("");

const EVENTS = [
  { type: "session", ...SESSION },
  { type: "token", delta: "Grüezi 👋 " },
  { type: "token", delta: "שלום" },
  { type: "sources", ...SOURCES },
  { type: "done", ...DONE },
];

function streamOf(bytes: Uint8Array, cuts: number[] = []): ReadableStream<Uint8Array> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
  return new ReadableStream({
    start(controller) {
      places.slice(1).forEach((end, index) => { controller.enqueue(bytes.slice(places[index], end)); });
      controller.close();
    },
  });
}

async function read(text: string, cuts: number[] = []): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of readEvents(streamOf(new TextEncoder().encode(text), cuts))) events.push(event);
  return events;
}

test("a stream that arrives in one piece gives its events", async () => {
  expect(await read(ANSWER)).toEqual(EVENTS);
});

test("however the bytes are cut, the events are the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 60 }), async (cuts) => {
      expect(await read(ANSWER, cuts)).toEqual(EVENTS);
    }),
  );
});

test("byte by byte, and with the line ends of other systems", async () => {
  const everywhere = Array.from({ length: 2_000 }, (_, index) => index);
  expect(await read(ANSWER, everywhere)).toEqual(EVENTS);
  expect(await read(ANSWER.replaceAll("\n", "\r\n"), everywhere)).toEqual(EVENTS);
});

test("an error event ends the stream and carries what to do", async () => {
  const text = line("session", SESSION) + line("error", { code: "busy", detail: "Later.", retry_after: 7 });
  expect((await read(text)).at(-1)).toEqual({
    type: "error",
    failure: { code: "busy", detail: "Later.", retryAfter: 7 },
  });
});

test("nothing is read behind the end of an answer", async () => {
  expect(await read(ANSWER + line("token", { delta: "late" }))).toEqual(EVENTS);
});

describe("a stream that is cut off", () => {
  const cutAt = (length: number) => read(ANSWER.slice(0, length));

  test.each([0, 10, 60, ANSWER.length - 2])("after %d characters is an interruption", async (length) => {
    await expect(cutAt(length)).rejects.toThrow(ApiError);
    await expect(cutAt(length)).rejects.toMatchObject({ failure: { code: "interrupted" } });
  });
});

test("the body is let go when the reader goes away", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => { controller.enqueue(new TextEncoder().encode(ANSWER.slice(0, 200))); },
    cancel: () => { isCancelled = true; },
  });
  for await (const event of readEvents(body)) if (event.type === "session") break;
  expect(isCancelled).toBe(true);
});

test("one JSON object stands for the same events", () => {
  const answer = { ...SESSION, ...SOURCES, response: DONE.response, finish: "complete" as const };
  const events = [...eventsOf(answer)];
  expect(events.map(({ type }) => type)).toEqual(["session", "token", "sources", "done"]);
  expect(events.at(-1)).toEqual({ type: "done", ...DONE });
});
