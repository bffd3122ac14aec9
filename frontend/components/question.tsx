"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "@/components/button";
import { isEnter } from "@/lib/keys";
import { isHuge, isSendable } from "@/lib/limits";

interface FormProps {
  text: string;
  /** Whether it can be sent now: not while an answer is under way. */
  canChange: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

function EditForm({ text, canChange, onSave, onCancel }: FormProps) {
  const [edited, setEdited] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(text.length, text.length);
  }, [text]);
  const canSave = canChange && isSendable(edited);
  const save = () => { if (canSave) onSave(edited); };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    if (!isEnter(event)) return;
    event.preventDefault();
    save();
  };
  return (
    <form className="edit" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <div className={isHuge(edited) ? "grow grow-full" : "grow"} data-text={isHuge(edited) ? "" : `${edited} `}>
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          aria-label="Edit your question"
          value={edited}
          onChange={(event) => { setEdited(event.target.value); }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className="hint">The conversation goes on from here; what came after is replaced.</p>
      <div className="buttons">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={!canSave}>Ask again</Button>
      </div>
    </form>
  );
}

interface Props {
  text: string;
  canChange: boolean;
  onEdit: (text: string) => void;
}

/** What the visitor asked. */
export function Question({ text, canChange, onEdit }: Props) {
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => edit.current?.focus());
  };
  const save = (edited: string) => {
    setEditing(false);
    onEdit(edited);
  };
  if (isEditing) return <EditForm text={text} canChange={canChange} onSave={save} onCancel={close} />;
  return (
    <div className="question">
      <p className="bubble" dir="auto">{text}</p>
      <div className="actions">
        {canChange && <IconButton ref={edit} icon="edit" label="Edit question" onClick={() => { setEditing(true); }} />}
      </div>
    </div>
  );
}
