"use client";

import { useId, useState } from "react";
import { Icon } from "@/components/icons";
import type { Source } from "@/lib/wire";

/** The sentences that an answer rests on, as chips that open them. */
export function Sources({ sources }: { sources: Source[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const panel = useId();
  const shown = open === null ? undefined : sources[open];
  if (sources.length === 0) return null;
  return (
    <div className="sources">
      <ul aria-label="Sources">
        {sources.map(({ id, title }, index) => (
          <li key={`${id} ${index}`}>
            <button
              type="button"
              className="chip"
              aria-expanded={open === index}
              aria-controls={panel}
              onClick={() => { setOpen(open === index ? null : index); }}
            >
              <Icon name="quote" />
              <span>{title}</span>
            </button>
          </li>
        ))}
      </ul>
      <div id={panel}>
        {shown && (
          <figure className="quote">
            <blockquote dir="auto">{shown.quote}</blockquote>
            <figcaption>{shown.title}, from {shown.file}</figcaption>
          </figure>
        )}
      </div>
    </div>
  );
}
