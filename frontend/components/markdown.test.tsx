import { renderToStaticMarkup } from "react-dom/server";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { describe, expect, test, vi } from "vitest";
import { Boundary } from "@/components/boundary";
import Markdown from "@/components/markdown";
import { plainText } from "@/lib/plain-text";

const XSS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><circle/></svg>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<a href='javascript:alert(1)'>x</a>",
  "<details open ontoggle=alert(1)>",
  "<style>@import 'https://evil.example/x.css'</style>",
  "<form action=https://evil.example><button>x</button></form>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox(1))",
  "[x](file:///etc/passwd)",
  "[x](//evil.example)",
  "[x](blob:https://evil.example/1)",
  "[x]( javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "<javascript:alert(1)>",
  "![x](https://evil.example/pixel.gif)",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg onload=alert(1)>)",
  "[![x](https://evil.example/pixel.gif)](https://evil.example)",
  "[x](https://ok.example 'onmouseover=alert(1)')",
  "[x](https://ok.example \"\\\" onmouseover=\\\"alert(1)\")",
  "```html\n<script>alert(1)</script>\n```",
  "```\"><img src=x onerror=alert(1)>\nx\n```",
  "| <img src=x onerror=alert(1)> |\n| - |\n| <script>alert(1)</script> |",
  "- [ ] <input onfocus=alert(1) autofocus>",
  "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
  "# <script>alert(1)</script>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "https://evil.example/<script>alert(1)</script>",
];

const ALLOWED_TAGS = new Set(
  ("a blockquote br button code del div em h3 hr li ol p path pre section span strong sub sup svg table tbody " +
    "td th thead tr ul").split(" "),
);

function rendered(text: string, isStreaming = false): HTMLElement {
  const host = document.createElement("div");
  host.innerHTML = renderToStaticMarkup(<Markdown text={text} isStreaming={isStreaming} />);
  return host;
}

function expectHarmless(host: HTMLElement): void {
  for (const element of host.querySelectorAll("*")) {
    expect(ALLOWED_TAGS).toContain(element.tagName.toLowerCase());
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|^style$|^src$|^srcset$|^formaction$|^xlink/i);
      if (name === "href") expect(value).toMatch(/^(?:https?:\/\/|mailto:)/);
    }
  }
}

describe("nothing that an answer holds can act on the page", () => {
  test.each(XSS)("%j", (text) => {
    expectHarmless(rendered(text));
  });

  test("at any moment of its streaming", () => {
    for (const text of XSS) {
      for (let length = 1; length <= text.length; length += 3) expectHarmless(rendered(text.slice(0, length), true));
    }
  });
});

test("raw HTML is shown as the text that it is", () => {
  expect(rendered("Use <b>bold</b>.").textContent).toBe("Use <b>bold</b>.");
});

test("a picture is only its description", () => {
  const host = rendered("Look: ![a pixel](https://evil.example/p.gif)");
  expect(host.querySelector("img")).toBeNull();
  expect(host.textContent).toBe("Look: a pixel");
});

test("web and mail links stay, and open without telling where from", () => {
  const links = rendered("[w](https://a.example) <b@c.example> https://d.example").querySelectorAll("a");
  expect([...links].map((link) => link.getAttribute("href"))).toEqual([
    "https://a.example", "mailto:b@c.example", "https://d.example",
  ]);
  for (const link of links) expect(link.getAttribute("rel")).toContain("noopener noreferrer");
});

test("code and tables that scroll can be reached by keyboard", () => {
  const host = rendered("```py\nx\n```\n\n| a |\n| - |\n| 1 |");
  const groups = [...host.querySelectorAll('[role="group"]')];
  expect(groups.map((group) => [group.tagName, group.getAttribute("tabindex")])).toEqual([["PRE", "0"], ["DIV", "0"]]);
});

test("half-written Markdown is shown as it will be", () => {
  expect(rendered("This is **bo", true).querySelector("strong")?.textContent).toBe("bo");
  expect(rendered("This is **bo", false).querySelector("strong")).toBeNull();
});

test("headings never skip a level of the page", () => {
  const host = rendered("# a\n\n#### b");
  expect([...host.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(({ tagName }) => tagName)).toEqual(["H3", "H3"]);
});

test("a screen reader hears the words, not the marks", () => {
  expect(plainText("## Hi\n\n**Bold** [link](https://x.example)\n\n```py\ncode\n```\n\n| a | b |\n| - | - |")).toBe(
    "Hi Bold link code a b",
  );
});

test.each([
  ["an address keeps its underscores", "Write to maren_van_okoye@example.com about my_big_project.", "Write to maren_van_okoye@example.com about my_big_project."],
  ["emphasis goes, whole words only", "_So_ **very *nice***, ~~not~~ (__really__).", "So very nice, not (really)."],
  ["code is said as it is", "Call `__init__(*args)` with `a_b`.", "Call __init__(*args) with a_b."],
  ["single marks stay", "2 * 3 * 4 is ~24", "2 * 3 * 4 is ~24"],
  ["lists and quotes lose their marks", "- one\n* two\n> - three", "one two three"],
])("%s for a screen reader", (_, markdown, said) => {
  expect(plainText(markdown)).toBe(said);
});

test.each([["lists", "- ".repeat(1_500)], ["quotes", ">".repeat(3_000)], ["numbers", "1. ".repeat(40)]])(
  "%s within each other without end are shown as they are, and nothing else is",
  (_, marks) => {
    const host = rendered(`Before.\n\n${marks}deep\n\n**After.**`);
    expect(host.querySelector(".plain")?.textContent).toBe(`${marks}deep`);
    expect(host.querySelector("strong")?.textContent).toBe("After.");
  },
);

test("lists and quotes within each other as people write them are lists and quotes", () => {
  expect(rendered("- a\n  - b\n    - c\n\n> > > d").querySelector(".plain")).toBeNull();
});

test("what cannot be rendered is replaced, and what stands beside it is not", () => {
  const error = vi.spyOn(console, "error").mockReturnValue();
  const Broken = () => { throw new RangeError("Maximum call stack size exceeded"); };
  const host = document.createElement("div");
  const root = createRoot(host);
  flushSync(() => { root.render(<><p>whole</p><Boundary fallback="as it is"><Broken /></Boundary></>); });
  expect(host.textContent).toBe("wholeas it is");
  root.unmount();
  error.mockRestore();
});
