import { describe, expect, test } from "vitest";
import { type ChatAction, type ChatState, EMPTY, nextToSend, reduce, replaceable, underWay } from "@/lib/chat-state";
import type { Failure } from "@/lib/failure";
import { newTurn, type Turn, turnsOf, withUnanswered } from "@/lib/turns";
import type { Message } from "@/lib/wire";

const AT = "2026-11-24T10:00:00.000Z";
const NOW = Date.parse(AT) + 1_000;
const BUSY: Failure = { code: "busy", detail: "", retryAfter: 5 };

const turn = (id: string, more: Partial<Turn> = {}) => newTurn({ id, question: `${id}?`, askedAt: AT, ...more });
const asked = (id: string, instead: string | null = null, more: Partial<Turn> = {}): ChatAction =>
  ({ type: "asked", turn: turn(id, { replaces: instead, ...more }), instead });
const session = (id: string): ChatAction => ({
  type: "heard",
  id,
  event: { type: "session", session_id: "s", user_message_id: id, message_id: `${id}-answer` },
});
const token = (id: string, delta: string): ChatAction => ({ type: "heard", id, event: { type: "token", delta } });
const done = (id: string, response: string): ChatAction => ({
  type: "heard",
  id,
  event: { type: "done", response, message_id: `${id}-answer`, finish: "complete" },
});
const answered = (id: string): ChatAction[] => [
  asked(id), { type: "sending", id }, session(id), token(id, `${id}!`), done(id, `${id}!`),
];

const OPEN: ChatState = { ...EMPTY, phase: "ready" };
const after = (...actions: ChatAction[]) => actions.reduce(reduce, OPEN);
const shape = ({ turns }: ChatState) =>
  turns.map(({ id, status, answer }) => [id, status, answer?.text ?? null]);

type Row = [name: string, actions: ChatAction[], shape: unknown[], next: string | undefined];

const TABLE: Row[] = [
  ["a question waits to be sent", [asked("a")], [["a", "queued", null]], "a"],
  ["it is sent once", [asked("a"), { type: "sending", id: "a" }], [["a", "asking", null]], undefined],
  [
    "words are joined as they come",
    [asked("a"), { type: "sending", id: "a" }, session("a"), token("a", "On"), token("a", "e")],
    [["a", "asking", "One"]],
    undefined,
  ],
  ["the whole answer settles it", answered("a"), [["a", "settled", "a!"]], undefined],
  [
    "a question asked meanwhile waits its turn",
    [asked("a"), { type: "sending", id: "a" }, asked("b")],
    [["a", "asking", null], ["b", "queued", null]],
    undefined,
  ],
  ["and then goes", [asked("a"), { type: "sending", id: "a" }, asked("b"), session("a"), done("a", "!")],
    [["a", "settled", "!"], ["b", "queued", null]], "b"],
  [
    "after a failure nothing that waits is sent",
    [asked("a"), { type: "sending", id: "a" }, asked("b"), { type: "failed", id: "a", failure: BUSY }],
    [["a", "failed", null], ["b", "queued", null]],
    undefined,
  ],
  [
    "until the visitor tries again, in the order of asking",
    [
      asked("a"), { type: "sending", id: "a" }, asked("b"),
      { type: "failed", id: "a", failure: BUSY }, { type: "retried", id: "a" },
    ],
    [["a", "queued", null], ["b", "queued", null]],
    "a",
  ],
  [
    "an answer that breaks off keeps its words",
    [asked("a"), { type: "sending", id: "a" }, session("a"), token("a", "Half"), { type: "failed", id: "a", failure: BUSY }],
    [["a", "failed", "Half"]],
    undefined,
  ],
  [
    "a stopped answer keeps its words and is settled",
    [asked("a"), { type: "sending", id: "a" }, session("a"), token("a", "Half"), { type: "stopped", id: "a" }],
    [["a", "settled", "Half"]],
    undefined,
  ],
  [
    "stopped before the first word, the question is still there to ask",
    [asked("a"), { type: "sending", id: "a" }, { type: "stopped", id: "a" }],
    [["a", "failed", null]],
    undefined,
  ],
  ["regenerate takes the place of the answer", [...answered("a"), asked("a2", "a")], [["a2", "queued", null]], "a2"],
  [
    "an edit drops everything behind the question",
    [...answered("a"), ...answered("b"), ...answered("c"), asked("b2", "b")],
    [["a", "settled", "a!"], ["b2", "queued", null]],
    "b2",
  ],
  [
    "withdrawn before the backend took it, an edit gives back what it replaced",
    [...answered("a"), ...answered("b"), asked("a2", "a"), { type: "withdrawn", id: "a2" }],
    [["a", "settled", "a!"], ["b", "settled", "b!"]],
    undefined,
  ],
  [
    "when a new answer fails, the old ones are there again",
    [...answered("a"), ...answered("b"), asked("a2", "a"), { type: "sending", id: "a2" }, session("a2"), { type: "failed", id: "a2", failure: BUSY }],
    [["a", "settled", "a!"], ["b", "settled", "b!"], ["a2", "failed", ""]],
    undefined,
  ],
  [
    "and when it is stopped before its first word",
    [...answered("a"), asked("a2", "a"), { type: "sending", id: "a2" }, session("a2"), { type: "stopped", id: "a2" }],
    [["a", "settled", "a!"], ["a2", "failed", null]],
    undefined,
  ],
  [
    "until it is tried again",
    [
      ...answered("a"), asked("a2", "a"), { type: "sending", id: "a2" }, asked("b"),
      { type: "failed", id: "a2", failure: BUSY }, { type: "retried", id: "a2" },
    ],
    [["a2", "queued", null], ["b", "queued", null]],
    "a2",
  ],
  [
    "an edit of a question without an answer does not bring it back",
    [
      asked("a"), { type: "sending", id: "a" }, { type: "failed", id: "a", failure: BUSY },
      asked("a2", "a"), { type: "sending", id: "a2" }, { type: "failed", id: "a2", failure: BUSY },
    ],
    [["a2", "failed", null]],
    undefined,
  ],
  ["a waiting question can be withdrawn", [...answered("a"), asked("b"), { type: "withdrawn", id: "b" }],
    [["a", "settled", "a!"]], undefined],
  ["clearing leaves nothing", [...answered("a"), { type: "cleared" }], [], undefined],
];

test.each(TABLE)("%s", (_, actions, expected, next) => {
  const state = after(...actions);
  expect(shape(state)).toEqual(expected);
  expect(nextToSend(state)?.id).toBe(next);
});

test("a failed edit that the conversation went on from replaces nothing when it is tried again", () => {
  const state = after(
    ...answered("a"), asked("a2", "a"), { type: "sending", id: "a2" }, { type: "failed", id: "a2", failure: BUSY },
    ...answered("b"), { type: "retried", id: "a2" },
  );
  expect(state.turns.map(({ id, status, replaces }) => [id, status, replaces])).toEqual([
    ["a", "settled", null], ["a2", "queued", null], ["b", "settled", null],
  ]);
});

test("nothing is sent before the stored conversation is here", () => {
  const waiting = reduce(EMPTY, asked("a"));
  expect(nextToSend(waiting)).toBeUndefined();
  expect(nextToSend(reduce(waiting, { type: "unreachable" }))).toBeUndefined();
  expect(nextToSend(reduce(waiting, { type: "opened", turns: waiting.turns }))?.id).toBe("a");
});

test("the turn under way is known", () => {
  expect(underWay(after(asked("a"), { type: "sending", id: "a" }))?.id).toBe("a");
  expect(underWay(after(...answered("a")))).toBeUndefined();
});

test("sources and ratings reach their answer, and no other", () => {
  const sources = [{ id: "x", title: "X", file: "me.txt", quote: "x" }];
  const state = after(
    ...answered("a"),
    ...answered("b"),
    { type: "heard", id: "b", event: { type: "sources", sources } },
    { type: "rated", id: "b-answer", rating: "down" },
  );
  expect(state.turns.map(({ answer }) => answer?.sources.length)).toEqual([0, 1]);
  expect(state.turns.map(({ answer }) => answer?.rating)).toEqual(["none", "down"]);
});

test("the backend is asked to replace only what it has kept", () => {
  expect(replaceable(turn("a", { isKept: true }))).toBe("a");
  expect(replaceable(turn("a", { isKept: false, replaces: "before" }))).toBe("before");
  expect(replaceable(turn("a"))).toBeNull();
});

test("the state that went in is never changed", () => {
  const before = after(...answered("a"), asked("b"));
  const copy = structuredClone(before);
  for (const action of [...answered("b"), asked("a2", "a"), { type: "cleared" } as const]) reduce(before, action);
  expect(before).toEqual(copy);
});

describe("a stored conversation", () => {
  const said = (role: Message["role"], id: string, more: Partial<Message> = {}): Message =>
    ({ role, id, content: id, timestamp: AT, ...more });

  test("becomes turns, also without ids of the question that is answered", () => {
    const turns = turnsOf([said("user", "q1"), said("assistant", "a1"), said("user", "q2"), said("assistant", "a2", { reply_to: "q2" })], NOW);
    expect(turns.map(({ id, status, answer }) => [id, status, answer?.id])).toEqual([
      ["q1", "settled", "a1"],
      ["q2", "settled", "a2"],
    ]);
  });

  test.each([
    ["that failed can be tried again", { finish: "error" as const }, "failed", "unanswered"],
    ["that was stopped says so", { finish: "stopped" as const }, "failed", "stopped"],
    ["that is being answered in another tab is followed", { pending_until: "2026-11-24T10:01:00Z" }, "queued", undefined],
    ["that nobody answers any more can be tried again", { pending_until: "2026-11-24T09:00:00Z" }, "failed", "unanswered"],
  ])("a question %s", (_, more, status, code) => {
    const [only] = turnsOf([said("user", "q", more)], NOW);
    expect([only?.status, only?.failure?.code, only?.isKept]).toEqual([status, code, true]);
  });

  test("an answer that broke off is shown with its question still open", () => {
    const [only] = turnsOf([said("user", "q", { finish: "error" }), said("assistant", "a", { reply_to: "q", finish: "error" })], NOW);
    expect([only?.status, only?.answer?.text]).toEqual(["failed", "a"]);
  });

  test("an answer without any question is left out", () => {
    expect(turnsOf([said("assistant", "a")], NOW)).toEqual([]);
  });

  test("what this browser still holds is put back in its place", () => {
    const stored = () => turnsOf([said("user", "q1"), said("assistant", "a1"), said("user", "q2"), said("assistant", "a2")], NOW);
    const again = turn("q1b", { replaces: "q1" });
    const held = [turn("q2"), turn("q3", { failure: BUSY })];
    expect(withUnanswered(stored(), held).map(({ id, status }) => [id, status])).toEqual([
      ["q1", "settled"], ["q2", "settled"], ["q3", "failed"],
    ]);
    expect(withUnanswered(stored(), [again]).map(({ id }) => id)).toEqual(["q1b"]);
    expect(withUnanswered(stored(), [{ ...again, failure: BUSY }]).map(({ id }) => id)).toEqual(["q1", "q2", "q1b"]);
  });
});
