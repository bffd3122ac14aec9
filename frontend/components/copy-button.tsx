"use client";

import { useEffect, useState } from "react";
import { IconButton } from "@/components/button";
import { copyText } from "@/lib/clipboard";

const SHOWN_MS = 2_000;
const LABELS = { idle: null, copied: "Copied", refused: "This browser refused to copy" } as const;

export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [outcome, setOutcome] = useState<keyof typeof LABELS>("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => { setOutcome("idle"); }, SHOWN_MS);
    return () => { clearTimeout(timer); };
  }, [outcome]);
  const copy = async () => { setOutcome((await copyText(text())) ? "copied" : "refused"); };
  return (
    <>
      <IconButton
        icon={outcome === "copied" ? "check" : "copy"}
        label={LABELS[outcome] ?? label}
        onClick={() => void copy()}
      />
      <span className="visually-hidden" role="status">{LABELS[outcome]}</span>
    </>
  );
}
