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
  isDown = false;
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
    else if (this.isDown) response.writeHead(503).end();
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

/** Begin to open the page. */
async function loadPage() {
  vi.resetModules();
  const { chatStore } = await import("@/lib/chat-store");
  close = chatStore.open();
  return chatStore;
}

/** Open the page, as a visitor does at first and after every reload. */
async function openPage(phase = "ready") {
  const chatStore = await loadPage();
  await vi.waitFor(() => { expect(chatStore.getState().phase).toBe(phase); });
  return chatStore;
}

/** Open the page in a new tab; the one before it goes on. */
async function openTab() {
  sessionStorage.clear();
  return openPage();
}

const draft = async () => (await import("@/lib/draft")).getDraft();
const isRevised = () => dispatchEvent(new StorageEvent("storage", { key: "twin.revision" }));
const isBegunElsewhere = () => dispatchEvent(new StorageEvent("storage", { key: "twin.session" }));
const setOnline = (isOnline: boolean) => vi.spyOn(navigator, "onLine", "get").mockReturnValue(isOnline);

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
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  backend.server.closeAllConnections();
  await new Promise((resolve) => backend.server.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  localStorage.clear();
  sessionStorage.clear();
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

test("a first question that is asked while the page opens goes out", async () => {
  const store = await loadPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
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

test("a tab that deleted its conversation does not drift into another's", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  await store.delete();
  localStorage.setItem("twin.session", crypto.randomUUID());
  isBegunElsewhere();
  isRevised();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(shown(store)).toEqual([]);
  close();
  expect(shown(await openPage())).toEqual([]);
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

test("a page that is left while it waits has not failed, and goes on when it comes back", async () => {
  const store = await openPage();
  backend.isHolding = true;
  store.ask("one");
  await eventually(() => { expect(backend.asked).toHaveLength(1); });
  dispatchEvent(new Event("pagehide"));
  backend.server.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(shown(store)).toEqual([["one", "asking", ""]]);
  backend.isHolding = false;
  dispatchEvent(new Event("pageshow"));
  await shows(store, ["one", "settled", "one!"]);
  expect(backend.asked[1]).toEqual(backend.asked[0]);
});

test("everything that was asked offline goes out when the line is back", async () => {
  const store = await openPage();
  backend.isDown = true;
  setOnline(false);
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  for (const question of ["one", "two"]) {
    store.ask(question);
    await eventually(() => { expect(store.getState().turns.at(-1)?.failure?.code).toBe("offline"); });
  }
  vi.restoreAllMocks();
  backend.isDown = false;
  dispatchEvent(new Event("online"));
  await shows(store, ["one", "settled", "one!"], ["two", "settled", "two!"]);
});

test("and when the page is opened again with a line", async () => {
  const store = await openPage();
  setOnline(false);
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  store.ask("one");
  await eventually(() => { expect(store.getState().turns[0]?.failure?.code).toBe("offline"); });
  close();
  vi.restoreAllMocks();
  await shows(await openTab(), ["one", "settled", "one!"]);
});

test("a conversation that was left can be gone back to, and forth again", async () => {
  const store = await openPage();
  expect(store.canGoBack()).toBe(false);
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  const [first] = backend.asked;
  store.startAfresh();
  expect([shown(store), store.canGoBack()]).toEqual([[], true]);
  backend.messages.splice(0);
  store.ask("two");
  await shows(store, ["two", "settled", "two!"]);
  store.goBack();
  await eventually(() => { expect(store.getState().phase).toBe("ready"); });
  store.ask("three");
  await eventually(() => { expect(backend.asked).toHaveLength(3); });
  expect(backend.asked[2]?.session_id).toBe(first?.session_id);
  expect(store.canGoBack()).toBe(true);
});

test("what was never sent goes into the new conversation's composer", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  backend.failNext = { code: "memory_unavailable", detail: "" };
  store.ask("two");
  await shows(store, ["one", "settled", "one!"], ["two", "failed", ""]);
  store.startAfresh();
  expect(await draft()).toBe("two");
  store.goBack();
  await shows(store, ["one", "settled", "one!"]);
});

test("a question goes on in a new conversation, and what waited behind it is not lost", async () => {
  const store = await openPage();
  backend.failNext = { code: "session_full", detail: "" };
  store.ask("one");
  store.ask("two");
  await shows(store, ["one", "failed", ""], ["two", "queued", ""]);
  for (const turn of store.getState().turns.slice(0, 1)) store.askElsewhere(turn);
  await shows(store, ["one", "settled", "one!"]);
  expect(await draft()).toBe("two");
  expect(backend.asked.map(({ message }) => message)).toEqual(["one", "one"]);
  expect(backend.asked[1]?.session_id).not.toBe(backend.asked[0]?.session_id);
  expect(localStorage.getItem("twin.unanswered")).toBeNull();
});

test("a conversation that cannot be read does not keep the visitor from starting another", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  close();
  backend.isDown = true;
  const cutOff = await openPage("unreachable");
  cutOff.ask("two");
  await shows(cutOff, ["two", "queued", ""]);
  cutOff.startAfresh();
  expect([shown(cutOff), await draft(), cutOff.canGoBack()]).toEqual([[], "two", true]);
  backend.isDown = false;
  cutOff.ask("two");
  await shows(cutOff, ["two", "settled", "two!"]);
});

test("a tab with a conversation stays with it when another begins a new one; an empty tab follows", async () => {
  const store = await openPage();
  isBegunElsewhere();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  localStorage.setItem("twin.session", crypto.randomUUID());
  isBegunElsewhere();
  isRevised();
  store.ask("two");
  await shows(store, ["one", "settled", "one!"], ["two", "settled", "two!"]);
  expect(new Set(backend.asked.map(({ session_id }) => session_id)).size).toBe(1);
  close();
  const fresh = await openTab();
  expect(shown(fresh)).toHaveLength(2);
});

test("a conversation that another tab deletes goes when its last answer is here", async () => {
  const store = await openPage();
  store.ask("one");
  await shows(store, ["one", "settled", "one!"]);
  backend.isHolding = true;
  store.ask("two");
  await eventually(() => { expect(backend.asked).toHaveLength(2); });
  isRevised();
  expect(shown(store)).toHaveLength(2);
  vi.spyOn(backend.messages, "push").mockReturnValue(0);
  backend.messages.splice(0);
  backend.release();
  await shows(store);
  store.ask("three");
  await eventually(() => { expect(backend.asked).toHaveLength(3); });
  expect(backend.asked[2]?.session_id).not.toBe(backend.asked[0]?.session_id);
});
