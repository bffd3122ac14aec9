"use client";

import { lazy, Suspense } from "react";

const Markdown = lazy(() => import("@/components/markdown"));

/** Fetch the renderer before the first answer needs it. */
export function preloadMarkdown(): void {
  void import("@/components/markdown");
}

/** Text as Markdown, and as plain text until the renderer is there. */
export function LazyMarkdown(props: { text: string; isStreaming: boolean }) {
  return (
    <Suspense fallback={<div className="markdown plain" dir="auto">{props.text}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}
