"use client";

import { memo, useRef, useState } from "react";
import { Button, IconButton } from "@/components/button";
import { DeleteDialog } from "@/components/delete-dialog";
import { Menu } from "@/components/menu";
import { Portrait } from "@/components/portrait";
import { useCanGoBack } from "@/hooks/use-chat";
import { chatStore } from "@/lib/chat-store";
import type { TwinProfile } from "@/lib/wire";

interface Props {
  profile: TwinProfile | null;
  /** Whether no language model answers. */
  isOffline: boolean;
  /** Whether nothing has been asked yet. */
  isEmpty: boolean;
  /** Called when the page is empty again: a new conversation was begun, or this one deleted. */
  onCleared: () => void;
}

/** The bar above the conversation. */
export const Header = memo(function Header({ profile, isOffline, isEmpty, onCleared }: Props) {
  const [isDeleting, setDeleting] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const canGoBack = useCanGoBack();
  const name = profile?.name ?? "Digital twin";
  const startAfresh = () => {
    chatStore.startAfresh();
    onCleared();
  };
  const close = (isDeleted: boolean) => {
    setDeleting(false);
    if (isDeleted) onCleared();
    else menu.current?.focus();
  };
  return (
    <header className="bar">
      <div className="bar-name" hidden={isEmpty}>
        <Portrait profile={profile} size={32} />
        <span>{name}</span>
        <span className="badge">AI twin</span>
      </div>
      {isEmpty && (
        <p className="bar-note">
          {profile?.is_template && "A fictional person, from the templates. "}
          {isOffline && "Answers quote the files word for word."}
        </p>
      )}
      <div className="bar-tools">
        {isEmpty || <IconButton icon="plus" label="New conversation" onClick={startAfresh} />}
        {isEmpty && canGoBack && <Button onClick={chatStore.goBack}>Previous conversation</Button>}
        <Menu opener={menu} isEmpty={isEmpty} canGoBack={canGoBack} name={name} onDelete={() => { setDeleting(true); }} />
      </div>
      {isDeleting && <DeleteDialog onClose={close} />}
    </header>
  );
});
