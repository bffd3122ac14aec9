import { afterEach, expect, test, vi } from "vitest";
import { ofThisTab, read, watch, write } from "@/lib/storage";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
});

const refuse = () => { throw new DOMException("blocked", "SecurityError"); };

test("keeps a value in the browser and forgets an empty one", () => {
  write("draft", "half a question");
  expect(localStorage.getItem("twin.draft")).toBe("half a question");
  expect(read("draft")).toBe("half a question");
  write("draft", "");
  expect(read("draft")).toBeNull();
});

test("a tab that was emptied is told from a new one", () => {
  expect(ofThisTab.read("draft")).toBeNull();
  ofThisTab.write("draft", "");
  expect(ofThisTab.read("draft")).toBe("");
});

test("works for this page where storage is blocked", () => {
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  write("session", "abc");
  expect(read("session")).toBe("abc");
  write("session", "");
  expect(read("session")).toBeFalsy();
});

test("works for this page where storage is full", () => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: refuse, removeItem: () => undefined });
  write("draft", "still here");
  expect(read("draft")).toBe("still here");
});

test("hears what other tabs change, until told to stop", () => {
  const heard: (string | null)[] = [];
  const stop = watch("session", (value) => heard.push(value));
  localStorage.setItem("twin.session", "theirs");
  dispatchEvent(new StorageEvent("storage", { key: "twin.session" }));
  dispatchEvent(new StorageEvent("storage", { key: "twin.draft" }));
  stop();
  dispatchEvent(new StorageEvent("storage", { key: "twin.session" }));
  expect(heard).toEqual(["theirs"]);
});
