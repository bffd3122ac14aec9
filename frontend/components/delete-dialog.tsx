"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/button";
import { chatStore } from "@/lib/chat-store";

/** Asks before the conversation is deleted, and does it. */
export function DeleteDialog({ onClose }: { onClose: (isDeleted: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isDeleted = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  useEffect(() => { dialog.current?.showModal(); }, []);
  const confirm = async () => {
    setBusy(true);
    try {
      await chatStore.delete();
      isDeleted.current = true;
      dialog.current?.close();
    } catch {
      setBusy(false);
      setProblem("The server could not be reached, so nothing was deleted. Please try again.");
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="delete-title" onClose={() => { onClose(isDeleted.current); }}>
      <h2 id="delete-title">Delete this conversation?</h2>
      <p>Your questions and the answers are deleted for good, here and on the server.</p>
      <p className="note" role="alert">{problem}</p>
      <div className="buttons">
        <Button onClick={() => dialog.current?.close()}>Keep it</Button>
        <Button variant="danger" disabled={isBusy} onClick={() => void confirm()}>Delete</Button>
      </div>
    </dialog>
  );
}
