import fc from "fast-check";
import { expect, test } from "vitest";
import { splitBlocks } from "@/lib/blocks";

const PIECES = [
  "A paragraph of one line.",
  "Two lines\nof a paragraph.",
  "- one\n- two\n\n- three, loose",
  "1. first\n\n   still first\n\n2. second",
  "```python\nx = 1\n\ny = 2\n```",
  "~~~\n```\n\nnot the end\n~~~",
  "| a | b |\n| - | - |\n| 1 | 2 |",
  "> quoted\n>\n> on",
  "# Heading",
];

test.each(PIECES)("keeps %j whole", (piece) => {
  expect(splitBlocks(piece)).toEqual([piece]);
});

test("splits at the blank lines between blocks", () => {
  expect(splitBlocks("One.\n\nTwo.\n\n```\na\n\nb\n```\n\nThree.").map((block) => block.trim())).toEqual([
    "One.", "Two.", "```\na\n\nb\n```", "Three.",
  ]);
});

test("an unfinished fence takes everything that follows", () => {
  expect(splitBlocks("Look:\n\n```js\na\n\nb\n\nc")).toHaveLength(2);
});

test("text with definitions is left whole", () => {
  const text = "See [this].\n\n[this]: https://example.com";
  expect(splitBlocks(text)).toEqual([text]);
});

test("no character is lost, and what stands does not change while text is added", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }), fc.nat(), (pieces, cut) => {
      const text = pieces.join("\n\n");
      const squeeze = (blocks: string[]) => blocks.join("").replace(/\s/g, "");
      expect(squeeze(splitBlocks(text))).toBe(squeeze([text]));
      const early = splitBlocks(text.slice(0, cut % text.length));
      expect(splitBlocks(text).slice(0, Math.max(0, early.length - 2))).toEqual(early.slice(0, -2));
    }),
  );
});
