import type { Failure } from "@/lib/failure";
import { read, write } from "@/lib/storage";
import { openTabs, TAB } from "@/lib/tabs";
import type { Turn, Unanswered } from "@/lib/turns";

const KEY = "unanswered";
const LOST: Failure = { code: "interrupted", detail: "The page was closed meanwhile." };
const RESUME_WITHIN_MS = 120_000;

interface Held extends Unanswered {
  session: string;
  /** The tab that asks it. */
  tab: string;
}

function readAll(): Held[] {
  try {
    const held: unknown = JSON.parse(read(KEY) ?? "[]");
    return Array.isArray(held) ? (held as Held[]) : [];
  } catch {
    return [];
  }
}

function writeAll(all: readonly Held[]): void {
  write(KEY, all.length ? JSON.stringify(all) : "");
}

/** What a closed tab has left: a question from long ago does not go out by itself. */
function adopted(held: Held, now: number): Unanswered {
  const isFresh = now - Date.parse(held.askedAt) < RESUME_WITHIN_MS;
  return held.failure || isFresh ? held : { ...held, failure: LOST };
}

/** The questions of `session` that no other open tab is about to ask. */
export async function heldQuestions(session: string): Promise<Unanswered[]> {
  const open = await openTabs();
  return readAll()
    .filter((held) => held.session === session && (held.tab === TAB || !open.has(held.tab)))
    .map((held) => (held.tab === TAB ? held : adopted(held, Date.now())));
}

/** Write down what is not answered of `turns`, which were `before`, beside what other tabs wait for. */
export function holdQuestions(session: string, before: readonly Turn[], turns: readonly Turn[]): void {
  const mine = new Set([...before, ...turns].map(({ id }) => id));
  const others = readAll().filter((held) => held.session !== session || !mine.has(held.id));
  const open = turns
    .filter(({ status }) => status !== "settled")
    .map(({ id, question, askedAt, replaces, failure }) => ({ id, question, askedAt, replaces, failure, session, tab: TAB }));
  writeAll([...others, ...open]);
}

/** Forget the questions of `session`, whoever asks them. */
export function forgetQuestions(session: string): void {
  writeAll(readAll().filter((held) => held.session !== session));
}
