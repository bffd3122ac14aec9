import { memo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeSanitize, { defaultSchema, type Options as Schema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remend from "remend";
import { Boundary } from "@/components/boundary";
import { CodeBlock } from "@/components/code-block";
import { splitBlocks } from "@/lib/blocks";

/** What an answer may contain. */
const SCHEMA: Schema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, img: ["alt"] },
  protocols: { href: ["http", "https", "mailto"] },
};

/** Raw HTML is shown as the text that it is. */
const AS_TEXT: NonNullable<Options["remarkRehypeOptions"]> = {
  handlers: { html: (_: unknown, { value }: { value: string }) => ({ type: "text", value }) },
};

/** Links lead out of the page, never within it or to an address relative to it. */
const OUTWARD = /^(?:https?:\/\/|mailto:)/i;

const Heading: Components["h1"] = ({ node, children }) => <h3 data-level={node?.tagName}>{children}</h3>;

const COMPONENTS: Components = {
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: ({ href, children }) =>
    href && OUTWARD.test(href) ? <a href={href} target="_blank" rel="noopener noreferrer nofollow">{children}</a> : <>{children}</>,
  img: ({ alt }) => <>{alt}</>,
  input: ({ checked }) => <span role="img" aria-label={checked ? "Done:" : "To do:"}>{checked ? "☑" : "☐"}</span>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    // A keyboard can only scroll what it can reach.
    <div className="table" role="group" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

const OPTIONS: Options = {
  remarkPlugins: [remarkGfm],
  remarkRehypeOptions: AS_TEXT,
  rehypePlugins: [[rehypeSanitize, SCHEMA]],
  components: COMPONENTS,
};

/** A line that opens so many lists or quotes within each other that rendering them may never end. */
const TOO_DEEP = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){30}/m;

const Block = memo(function Block({ text }: { text: string }) {
  const plain = <div className="plain" dir="auto">{text.trimEnd()}</div>;
  if (TOO_DEEP.test(text)) return plain;
  return (
    <Boundary fallback={plain}>
      <div dir="auto"><ReactMarkdown {...OPTIONS}>{text}</ReactMarkdown></div>
    </Boundary>
  );
});

const EVERYTHING = "# a\n\n**b** *c* `d` [e](https://f.example)\n\n- g\n\n| h |\n| - |\n| i |\n\n```j\nk\n```";

/** Go through a little of everything once: the browser compiles the renderer before it is needed. */
export function rehearse(): void {
  ReactMarkdown({ ...OPTIONS, children: remend(EVERYTHING) });
}

/** Markdown in blocks, each rendered again only when its own text changes. */
export default function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const blocks = splitBlocks(text);
  const last = blocks.length - 1;
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        <Block key={index} text={isStreaming && index === last ? remend(block) : block} />
      ))}
    </div>
  );
}
