"use client";

import { type ComponentType, startTransition, useEffect, useState } from "react";
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

/** What renders an answer: plain text until the renderer is fetched, or where it cannot be. */
let renderer: ComponentType<Props> = PlainText;

function warmUp(): void {
  load().then((loaded) => {
    renderer = loaded.default;
    whenIdle(loaded.rehearse);
  }, () => undefined);
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
  // Not Suspense: React keeps a fallback for 300 ms, and the renderer is here far sooner.
  const [Renderer, setRenderer] = useState(() => renderer);
  useEffect(() => {
    let isCurrent = true;
    load().then((loaded) => {
      if (isCurrent) startTransition(() => { setRenderer(() => loaded.default); });
    }, () => undefined);
    return () => { isCurrent = false; };
  }, []);
  return <Renderer {...props} />;
}
