const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const DEFINITION = /^ {0,3}\[[^\]]+\]:/m;

/** Tells whether a line is inside a fenced code block, line by line. */
function fenceTracker(): (line: string) => boolean {
  let open = "";
  return (line) => {
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (!open) open = mark;
    else if (mark.startsWith(open) && line.trim() === mark) open = "";
    else return true;
    return open !== "";
  };
}

/**
 * Split Markdown into pieces that render alone as they do together, and that stay the same while
 * text is added behind them: paragraphs, whole lists, tables, fenced code.
 *
 * Text with link definitions or footnotes is left whole.
 */
export function splitBlocks(markdown: string): string[] {
  if (DEFINITION.test(markdown)) return [markdown];
  const isFenced = fenceTracker();
  const blocks: string[][] = [[]];
  let wasBlank = false;
  let isList = false;
  for (const line of markdown.split("\n")) {
    const inside = isFenced(line);
    const isIndented = /^\s/.test(line);
    const isItem = LIST_ITEM.test(line);
    const isBlank = line.trim() === "";
    const begins = wasBlank && !isBlank && !isIndented && !(isList && isItem);
    if (begins) {
      blocks.push([]);
      isList = false;
    }
    if (isItem && !inside) isList = true;
    blocks.at(-1)?.push(line);
    wasBlank = isBlank && !inside;
  }
  return blocks.map((lines) => lines.join("\n")).filter((block) => block.trim());
}
