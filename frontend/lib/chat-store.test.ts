import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatRequest, FeedbackRequest, Message } from "@/lib/wire";

const AT = "2026-11-24T10:00:00Z";

/** A small backend: keeps what it answers, and waits before each answer while it is told to. */
class Backend {
  messages: Message[] = [];
  asked: ChatRequest[] = [];
  ratings: FeedbackRequest[] = [];
  deleted = 0;
  failNext: object | null = null;
  isHolding = false;
  #held: (() => void)[] = [];

  readonly server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => { body += chunk.toString(); });
    request.on("end", () => { this.#serve(`${request.method ?? ""} ${request.url ?? ""}`, body, response); });
  });

  release(): void {
    this.isHolding = false;
    this.#held.splice(0).forEach((go) => { go(); });
  }

  #serve(route: string, body: string, response: ServerResponse): void {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Allow-Methods", "*");
    if (route.startsWith("OPTIONS")) response.end();
    else if (route.startsWith("GET")) response.end(JSON.stringify({ session_id: "", messages: this.messages }));
    else if (route.startsWith("DELETE")) { this.deleted += 1; setTimeout(() => response.writeHead(204).end(), 100); }
    else if (route === "POST /feedback") { this.ratings.push(JSON.parse(body) as FeedbackRequest); response.writeHead(204).end(); }
    else this.#answer(JSON.parse(body) as ChatRequest, response);
  }

  #answer(request: ChatRequest, response: ServerResponse): void {
    this.asked.push(request);
    if (this.failNext) {
      response.writeHead(503).end(JSON.stringify(this.failNext));
      this.failNext = null;
      return;
    }
    const id = request.user_message_id ?? "";
    const content = `${request.message}!`;
    const send = (event: string, data: object) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    send("session", { session_id: request.session_id, user_message_id: id, message_id: `${id}-a` });
    const finish = () => {
      this.messages.push({ role: "user", id, content: request.message, timestamp: AT });
      this.messages.push({ role: "assistant", id: `${id}-a`, reply_to: id, content, timestamp: AT, finish: "complete" });
      send("token", { delta: content });
      send("done", { response: content, message_id: `${id}-a`, finish: "complete" });
      response.end();
    };
    if (this.isHolding) this.#held.push(finish);
    else finish();
  }
}

let backend: Backend;
let close: () => void;

/** Open the page, as a visitor does at first and after every reload. */
async function openPage() {
  vi.resetModules();
  const { chatStore } = await import("@/lib/chat-store");
  close = chatStore.open();
  await vi.waitFor(() => { expect(chatStore.getState().phase).toBe("ready"); });
  return chatStore;
}

type Store = Awaited<ReturnType<typeof openPage>>;
const shown = (store: Store) => store.getState().turns.map(({ question, status, answer }) => [question, status, answer?.text ?? ""]);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000 });
const shows = (store: Store, ...turns: string[][]) => eventually(() => { expect(shown(store)).toEqual(turns); });

beforeEach(async () => {
  backend = new Backend();
  await new Promise<void>((resolve) => backend.server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("NEXT_PUBLIC_API_URL", `http://127.0.0.1:${(backend.server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  close();
  vi.unstubAllEnvs();
  backend.server.closeAllConnections();
  await new Promise((resolve) => backend.server.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  localStorage.clear();
});

test("what is asked while an answer comes waits its turn, and loses nothing", async () => {
  const store = await openPage();
  backend.isHolding = true;
  ["one", "two", "three"].forEach((question) => { store.ask(question); });
  await eventually(() => { expect(backend.asked).toHaveLength(1); });
  await shows(store, ["one", "asking", ""], ["two", "queued", ""], ["three", "queued", ""]);
  backend.release();
  await shows(store, ["one", "settled", "one!"], ["two", "settled", "two!"], ["three", "settled", "three!"]);
  expect(new Set(backend.asked.map(({ session_id }) => session_id)).size).toBe(1);
});

test("the conversation is there again after a reload", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  close();
  await shows(await openPage(), ["one", "settled", "one!"]);
});

test("a reload in the middle asks the same turn again under the same id", async () => {
  const store = await openPage();
  backend.isHolding = true;
  store.ask("one");
  await eventually(() => { expect(backend.asked).toHaveLength(1); });
  close();
  backend.isHolding = false;
  await shows(await openPage(), ["one", "settled", "one!"]);
  expect(backend.asked[1]).toEqual(backend.asked[0]);
});

test("a question that failed is kept through a reload and goes again when the visitor says so", async () => {
  const store = await openPage();
  backend.failNext = { code: "memory_unavailable", detail: "" };
  store.ask("one");
  await shows(store, ["one", "failed", ""]);
  close();
  const reloaded = await openPage();
  await shows(reloaded, ["one", "failed", ""]);
  expect(backend.asked).toHaveLength(1);
  reloaded.retry(reloaded.getState().turns[0]?.id ?? "");
  await shows(reloaded, ["one", "settled", "one!"]);
  expect(backend.asked[1]).toEqual(backend.asked[0]);
});

test("an edit names the turn that it replaces, and so does a new answer", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  const [first] = store.getState().turns;
  store.ask("uno", first);
  await shows(store, ["uno", "settled", "uno!"]);
  expect(backend.asked[1]?.replaces).toBe(first?.id);
});

test("stopping lets go of the request and the next question goes out", async () => {
  const store = await openPage();
  backend.isHolding = true;
  store.ask("one");
  await eventually(() => { expect(store.getState().turns[0]?.isKept).toBe(true); });
  store.stop();
  await shows(store, ["one", "failed", ""]);
  backend.isHolding = false;
  store.ask("two");
  await shows(store, ["one", "failed", ""], ["two", "settled", "two!"]);
});

test("deleting forgets the conversation here and there, also what still waits", async () => {
  const store = await openPage();
  backend.isHolding = true;
  store.ask("one");
  store.ask("two");
  await eventually(() => { expect(backend.asked).toHaveLength(1); });
  await store.delete();
  expect([shown(store), backend.deleted, backend.asked.length]).toEqual([[], 1, 1]);
  expect(localStorage.getItem("twin.session")).toBeNull();
  expect(localStorage.getItem("twin.unanswered")).toBeNull();
});

test("a rating reaches the backend; one that could not be kept is taken back", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  const rate = async () => { for (const turn of store.getState().turns) await store.rate(turn, "down", "Too short."); };
  await rate();
  expect(backend.ratings[0]).toMatchObject({ value: "down", comment: "Too short." });
  const rating = () => store.getState().turns[0]?.answer?.rating;
  expect(rating()).toBe("down");
  backend.server.closeAllConnections();
  await new Promise((resolve) => backend.server.close(resolve));
  for (const turn of store.getState().turns) await expect(store.rate(turn, "up")).rejects.toThrow();
  expect(rating()).toBe("down");
});

test("a session id that somebody tampered with is not sent anywhere", async () => {
  localStorage.setItem("twin.session", "../../etc/passwd");
  expect(shown(await openPage())).toEqual([]);
});
