import { beforeEach, expect, test } from "vitest";
import { addToDraft, getDraft, openDraft, setDraft } from "@/lib/draft";

/** Leave the page with `text` in its composer. */
function leaveWith(text: string): void {
  setDraft(text);
  dispatchEvent(new Event("pagehide"));
}

beforeEach(() => {
  leaveWith("");
  history.replaceState(null, "", "/");
});

test("what was typed is there again after a reload", () => {
  leaveWith("half a question");
  openDraft("");
  expect(getDraft()).toBe("half a question");
});

test("a new tab begins with the last draft, and none can take another's away", () => {
  leaveWith("mine");
  localStorage.setItem("twin.draft", "theirs");
  openDraft("");
  expect(getDraft()).toBe("mine");
  sessionStorage.clear();
  openDraft("");
  expect(getDraft()).toBe("theirs");
});

test("a composer that was emptied stays so, and takes nothing from what another tab has left", () => {
  leaveWith("mine");
  leaveWith("");
  localStorage.setItem("twin.draft", "theirs");
  openDraft("");
  dispatchEvent(new Event("pagehide"));
  expect([getDraft(), localStorage.getItem("twin.draft")]).toEqual(["", "theirs"]);
});

test("what comes back stands before what is typed already", () => {
  addToDraft("one?");
  addToDraft("two?", "three?");
  expect(getDraft()).toBe("two?\nthree?\none?");
});

test("a deep link puts its question into the composer and leaves the address", () => {
  history.replaceState(null, "", "/?q=What+is+Lowtide%3F&utm=x");
  openDraft("");
  expect(getDraft()).toBe("What is Lowtide?");
  expect(location.search).toBe("?utm=x");
});

test("neither a draft nor what is typed already is lost to a deep link", () => {
  leaveWith("mine");
  history.replaceState(null, "", "/?q=linked");
  openDraft("typed");
  expect(getDraft()).toBe("mine\nlinked\ntyped");
});

test("a linked question is no longer than a message may be", () => {
  history.replaceState(null, "", `/?q=${"é".repeat(5_000)}`);
  openDraft("");
  expect(getDraft()).toHaveLength(4_000);
});
