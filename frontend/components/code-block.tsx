"use client";

import { isValidElement, type ReactNode, useRef } from "react";
import { CopyButton } from "@/components/copy-button";

function languageOf(children: ReactNode): string {
  if (!isValidElement<{ className?: string }>(children)) return "";
  return /language-(\S+)/.exec(children.props.className ?? "")?.[1] ?? "";
}

/** Code that scrolls sideways, with its language and a button that copies it. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  const language = languageOf(children);
  return (
    <div className="code" dir="ltr">
      <div className="code-head">
        <span>{language || "text"}</span>
        <CopyButton label="Copy code" text={() => code.current?.textContent ?? ""} />
      </div>
      {/* A keyboard can only scroll what it can reach. */}
      <pre ref={code} role="group" aria-label={`Code${language && `, ${language}`}`} tabIndex={0}>
        {children}
      </pre>
    </div>
  );
}
