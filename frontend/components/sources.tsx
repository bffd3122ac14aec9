"use client";

import { useId, useState } from "react";
import { Icon } from "@/components/icons";
import type { Source } from "@/lib/wire";

/** The sentences that an answer rests on, as chips that open them; on paper all are open. */
export function Sources({ sources }: { sources: Source[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const panel = useId();
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
        {sources.map(({ id, title, file, quote }, index) => (
          <figure key={`${id} ${index}`} className={open === index ? "quote quote-open" : "quote"}>
            <blockquote dir="auto">{quote}</blockquote>
            <figcaption>{title}, from {file}</figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
}
