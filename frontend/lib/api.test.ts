// @vitest-environment node
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatEvent } from "@/lib/chat-events";

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const REQUEST = { message: "Zürich?", session_id: "s" };
const SESSION = 'event: session\ndata: {"session_id":"s","user_message_id":"u","message_id":"m"}\n\n';
const TOKEN = 'event: token\ndata: {"delta":"Hi"}\n\n';
const DONE = 'event: done\ndata: {"response":"Hi","message_id":"m","finish":"complete"}\n\n';
const STREAM = { "Content-Type": "text/event-stream" };

let handle: Handler;
let address: string;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => { body += chunk.toString(); });
  request.on("end", () => { handle(request, response, body); });
});

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.resetModules();
  vi.stubEnv("NEXT_PUBLIC_API_URL", address);
  vi.stubGlobal("navigator", { onLine: true });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json = (status: number, body: object, headers = {}): Handler => (_, response) => {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
};

async function ask(signal = new AbortController().signal): Promise<ChatEvent["type"][]> {
  const { chat } = await import("@/lib/api");
  const types: ChatEvent["type"][] = [];
  for await (const event of chat(REQUEST, signal)) types.push(event.type);
  return types;
}

test("a question goes out as JSON and its answer comes as a stream", async () => {
  handle = (request, response, body) => {
    expect([request.method, request.url, request.headers.accept]).toEqual(["POST", "/chat", "text/event-stream"]);
    expect(JSON.parse(body)).toEqual(REQUEST);
    response.writeHead(200, STREAM).write(SESSION);
    setTimeout(() => response.end(TOKEN + DONE), 30);
  };
  expect(await ask()).toEqual(["session", "token", "done"]);
});

test("an answer that comes as one JSON object gives the same events", async () => {
  handle = json(200, {
    response: "Hi", session_id: "s", user_message_id: "u", message_id: "m", sources: [], finish: "complete",
  });
  expect(await ask()).toEqual(["session", "token", "sources", "done"]);
});

test("a streaming address gets the hash of the very bytes that are sent", async () => {
  vi.stubEnv("NEXT_PUBLIC_STREAM_URL", `${address}/stream`);
  handle = (request, response, body) => {
    expect(request.url).toBe("/stream/chat");
    expect(request.headers["x-amz-content-sha256"]).toBe(createHash("sha256").update(body).digest("hex"));
    response.writeHead(200, STREAM).end(SESSION + DONE);
  };
  expect(await ask()).toEqual(["session", "done"]);
});

test.each<[string, Handler, object]>([
  ["the API's error", json(429, { detail: "Later.", code: "busy", retry_after: 4 }), { code: "busy", retryAfter: 4 }],
  ["only a header to wait by", json(429, { detail: "", code: "busy" }, { "Retry-After": "9" }), { retryAfter: 9 }],
  ["the gateway's own words", json(503, { message: "Service Unavailable" }), { code: "unreachable" }],
  ["a page instead of JSON", (_, response) => response.writeHead(502).end("<html>"), { code: "unreachable" }],
  ["an error in the stream", (_, response) => response.writeHead(200, STREAM)
    .end(`${SESSION}event: error\ndata: {"code":"model_unavailable","detail":"x"}\n\n`), { code: "model_unavailable" }],
  ["a stream that just ends", (_, response) => response.writeHead(200, STREAM).end(SESSION + TOKEN), { code: "interrupted" }],
  ["a line that breaks", (_, response) => { response.destroy(); }, { code: "unreachable" }],
])("%s becomes a failure with a name", async (_, handler, failure) => {
  handle = handler;
  await expect(ask()).rejects.toMatchObject({ failure });
});

test("without a network the failure says so", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  handle = (_, response) => { response.destroy(); };
  await expect(ask()).rejects.toMatchObject({ failure: { code: "offline" } });
});

test("stopping ends the request, and is no failure", async () => {
  const stop = new AbortController();
  const closed = new Promise((resolve) => {
    handle = (_, response) => {
      response.on("close", resolve);
      response.writeHead(200, STREAM).write(SESSION);
      setTimeout(() => { stop.abort(); }, 20);
    };
  });
  await expect(ask(stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  await closed;
});

test("an old browser without AbortSignal.any can ask, and stop", async () => {
  vi.spyOn(AbortSignal, "any").mockImplementation(() => { throw new TypeError("not a function"); });
  const stop = new AbortController();
  handle = (_, response) => {
    response.writeHead(200, STREAM).write(SESSION);
    setTimeout(() => { stop.abort(); }, 20);
  };
  await expect(ask(stop.signal)).rejects.toMatchObject({ name: "AbortError" });
});

test("the picture's address is read from the profile's own", async () => {
  vi.stubGlobal("location", new URL("http://site.example/"));
  handle = json(200, { name: "Ada", suggestions: [], picture: "twin/picture" });
  const { getTwin } = await import("@/lib/api");
  expect((await getTwin()).picture).toBe(`${address}/twin/picture`);
});
