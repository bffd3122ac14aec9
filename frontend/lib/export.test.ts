import { expect, test } from "vitest";
import { asJson, asMarkdown } from "@/lib/export";
import { newTurn } from "@/lib/turns";

const TURNS = [
  newTurn({
    id: "q1",
    question: "What is Lowtide?",
    askedAt: "2026-11-24T10:00:00Z",
    status: "settled",
    answer: {
      id: "a1",
      text: "A **forecast**.",
      sources: [{ id: "s", title: "Projects", file: "facts.json", quote: "Lowtide: a forecast." }],
      finish: "complete",
      rating: "up",
    },
  }),
  newTurn({ id: "q2", question: "And now?", askedAt: "2026-11-24T10:01:00Z" }),
];

test("Markdown holds every question, answer and source", () => {
  expect(asMarkdown(TURNS, "Ada")).toBe(
    "# Conversation with Ada\n\n---\n\n**You**\n\nWhat is Lowtide?\n\n**Ada**\n\nA **forecast**.\n\n" +
      "> Projects (facts.json): Lowtide: a forecast.\n\n---\n\n**You**\n\nAnd now?\n\n**Ada**\n\n*(no answer)*\n",
  );
});

test("JSON holds the same, for programs", () => {
  const { with: name, messages } = JSON.parse(asJson(TURNS, "Ada")) as { with: string; messages: object[] };
  expect(name).toBe("Ada");
  expect(messages).toMatchObject([
    { role: "user", id: "q1", content: "What is Lowtide?" },
    { role: "assistant", id: "a1", reply_to: "q1", content: "A **forecast**.", finish: "complete", rating: "up" },
    { role: "user", id: "q2", content: "And now?" },
  ]);
});
