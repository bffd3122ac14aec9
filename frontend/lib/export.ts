import type { Turn } from "@/lib/turns";

function sourcesOf(turn: Turn): string[] {
  return (turn.answer?.sources ?? []).map(({ title, quote, file }) => `> ${title} (${file}): ${quote}`);
}

function turnAsMarkdown(turn: Turn, name: string): string {
  const answer = turn.answer?.text ?? "*(no answer)*";
  return ["**You**", turn.question, `**${name}**`, answer, ...sourcesOf(turn)].join("\n\n");
}

/** Write a conversation down for people. */
export function asMarkdown(turns: readonly Turn[], name: string): string {
  const head = `# Conversation with ${name}`;
  const body = turns.map((turn) => turnAsMarkdown(turn, name));
  return `${[head, ...body].join("\n\n---\n\n")}\n`;
}

function turnAsMessages(turn: Turn): object[] {
  const { id, question: content, askedAt: timestamp, answer } = turn;
  const asked = { role: "user", id, content, timestamp };
  if (!answer) return [asked];
  const { id: answerId, text, sources, finish, rating } = answer;
  return [
    asked,
    { role: "assistant", id: answerId, reply_to: id, content: text, sources, finish, rating },
  ];
}

/** Write a conversation down for programs. */
export function asJson(turns: readonly Turn[], name: string): string {
  return `${JSON.stringify({ with: name, messages: turns.flatMap(turnAsMessages) }, null, 2)}\n`;
}

/** Let the browser save `text` as a file. */
export function download(text: string, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
