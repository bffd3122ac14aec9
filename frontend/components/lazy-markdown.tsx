"use client";

import { lazy, Suspense } from "react";
import { whenIdle } from "@/lib/idle";
import { read } from "@/lib/storage";

const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "focusin", "keydown"];

interface Props {
  text: string;
  isStreaming: boolean;
}

function PlainText({ text }: Props) {
  return <div className="markdown plain" dir="auto">{text}</div>;
}

const load = () => import("@/components/markdown");

/** A renderer that cannot be fetched, from a slip of the network or a newer site, is done without. */
const Markdown = lazy(() => load().catch(() => ({ default: PlainText })));

function warmUp(): void {
  load().then(({ rehearse }) => whenIdle(rehearse), () => undefined);
}

/** Fetch the renderer: at once for a kept conversation, else when the visitor stirs. */
export function preloadMarkdown(): () => void {
  if (read("session")) warmUp();
  const stopped = new AbortController();
  const options = { once: true, passive: true, capture: true, signal: stopped.signal };
  const stirred = () => {
    stopped.abort();
    warmUp();
  };
  SIGNS_OF_LIFE.forEach((sign) => { addEventListener(sign, stirred, options); });
  return () => { stopped.abort(); };
}

/** Text as Markdown, and as plain text until the renderer is there. */
export function LazyMarkdown(props: Props) {
  return (
    <Suspense fallback={<PlainText {...props} />}>
      <Markdown {...props} />
    </Suspense>
  );
}
