import { beforeEach, expect, test } from "vitest";
import { getDraft, openDraft, setDraft } from "@/lib/draft";

beforeEach(() => {
  setDraft("");
  history.replaceState(null, "", "/");
});

test("what was typed is there again after a reload", () => {
  setDraft("half a question");
  openDraft("");
  expect(getDraft()).toBe("half a question");
});

test("a deep link puts its question into the composer and leaves the address", () => {
  history.replaceState(null, "", "/?q=What+is+Lowtide%3F&utm=x");
  openDraft("");
  expect(getDraft()).toBe("What is Lowtide?");
  expect(location.search).toBe("?utm=x");
});

test("neither a draft nor what is typed already is lost to a deep link", () => {
  setDraft("mine");
  history.replaceState(null, "", "/?q=linked");
  openDraft("typed");
  expect(getDraft()).toBe("mine\nlinked\ntyped");
});

test("a linked question is no longer than a message may be", () => {
  history.replaceState(null, "", `/?q=${"é".repeat(5_000)}`);
  openDraft("");
  expect(getDraft()).toHaveLength(4_000);
});
