/** Code and emphasis: `*` and `~` anywhere, `_` only around whole words, so never within an address. */
const MARKED =
  /(`+)(?<code>.+?)\1|(\*{1,3}|~~?)(?=\S)(?<strong>.*?\S)\3(?![*~])|(?<![\p{L}\p{N}_])(_{1,3})(?=\S)(?<em>.*?\S)\5(?![\p{L}\p{N}_])/gu;

function unmarked(text: string): string {
  return text.replace(MARKED, (...match) => {
    const { code, strong, em } = match.at(-1) as Partial<Record<string, string>>;
    return code ?? unmarked(strong ?? em ?? "");
  });
}

/** Markdown as a screen reader should say it: without the marks. */
export function plainText(markdown: string): string {
  const lines = markdown
    .replace(/^ {0,3}(?:`{3,}|~{3,}).*$/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^ {0,3}#{1,6} /gm, "")
    .replace(/^\s*\|?[\s:|-]+\|?\s*$/gm, "")
    .replace(/^[ \t]*(?:[-*+>][ \t]+)+/gm, "")
    .replace(/^[ \t]*\|.*$/gm, (row) => row.replaceAll("|", " "));
  return unmarked(lines).replace(/\s+/g, " ").trim();
}
