import { afterEach, expect, test, vi } from "vitest";
import { newTurn, type Turn } from "@/lib/turns";
import { forgetQuestions, heldQuestions, holdQuestions } from "@/lib/unanswered";

const turn = (id: string, more: Partial<Turn> = {}) =>
  newTurn({ id, question: `${id}?`, askedAt: new Date().toISOString(), ...more });
const LONG_AGO = new Date(Date.now() - 3_600_000).toISOString();

/** What a page of the same browser, opened now, finds for the conversation `session`. */
async function foundByAnotherPage(session = "s"): Promise<(string | undefined)[][]> {
  vi.resetModules();
  const another = await import("@/lib/unanswered");
  return (await another.heldQuestions(session)).map(({ id, failure }) => [id, failure?.code]);
}

/** Let the browser tell that the page that holds questions now is still open. */
async function stayOpen(): Promise<void> {
  const { TAB } = await import("@/lib/tabs");
  vi.stubGlobal("navigator", { locks: { query: () => Promise.resolve({ held: [{ name: TAB }] }) } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
  localStorage.clear();
});

test("only open questions are held", async () => {
  holdQuestions("s", [], [turn("a", { status: "settled" }), turn("b")]);
  expect((await heldQuestions("s")).map(({ id }) => id)).toEqual(["b"]);
  holdQuestions("s", [turn("b")], []);
  expect(localStorage.getItem("twin.unanswered")).toBeNull();
});

test("a question belongs to its conversation", async () => {
  holdQuestions("s", [], [turn("a")]);
  holdQuestions("t", [turn("a")], [turn("b")]);
  expect((await heldQuestions("s")).map(({ id }) => id)).toEqual(["a"]);
  forgetQuestions("s");
  expect([await heldQuestions("s"), (await heldQuestions("t")).length]).toEqual([[], 1]);
});

test("what a closed page has left is found by the next", async () => {
  holdQuestions("s", [], [turn("a")]);
  expect(await foundByAnotherPage()).toEqual([["a", undefined]]);
});

test("what an open page is about to ask is left to it", async () => {
  vi.resetModules();
  const first = await import("@/lib/unanswered");
  await stayOpen();
  first.holdQuestions("s", [], [turn("a")]);
  expect((await first.heldQuestions("s")).map(({ id }) => id)).toEqual(["a"]);
  expect(await foundByAnotherPage()).toEqual([]);
});

test("a question from long ago goes out by itself only from the page that has it", async () => {
  holdQuestions("s", [], [turn("a", { askedAt: LONG_AGO })]);
  expect((await heldQuestions("s")).map(({ failure }) => failure)).toEqual([null]);
  expect(await foundByAnotherPage()).toEqual([["a", "interrupted"]]);
});
