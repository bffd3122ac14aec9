"use client";

import { type RefObject, useRef } from "react";
import { Icon, type IconName } from "@/components/icons";
import { ThemeSwitch } from "@/components/theme-switch";
import { chatStore } from "@/lib/chat-store";
import { asJson, asMarkdown, download } from "@/lib/export";

interface ItemProps {
  icon: IconName;
  label: string;
  disabled: boolean;
  onChoose: () => void;
}

function Item({ icon, label, disabled, onChoose }: ItemProps) {
  return (
    <li>
      <button type="button" className="menu-item" disabled={disabled} onClick={onChoose}>
        <Icon name={icon} />
        {label}
      </button>
    </li>
  );
}

interface Props {
  opener: RefObject<HTMLButtonElement | null>;
  isEmpty: boolean;
  canGoBack: boolean;
  name: string;
  onDelete: () => void;
}

/** What can be done with the whole conversation, and the theme. */
export function Menu({ opener, isEmpty, canGoBack, name, onDelete }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const close = () => {
    panel.current?.hidePopover();
    opener.current?.focus();
  };
  const goBack = () => {
    close();
    chatStore.goBack();
  };
  const saveMarkdown = () => {
    close();
    download(asMarkdown(chatStore.getState().turns, name), "conversation.md", "text/markdown");
  };
  const saveJson = () => {
    close();
    download(asJson(chatStore.getState().turns, name), "conversation.json", "application/json");
  };
  const askToDelete = () => {
    close();
    onDelete();
  };
  return (
    <>
      <button ref={opener} type="button" className="icon-button" aria-label="Menu" title="Menu" popoverTarget="menu">
        <Icon name="more" />
      </button>
      <div ref={panel} id="menu" className="menu" popover="auto">
        <ul>
          <Item icon="back" label="Previous conversation" disabled={!canGoBack} onChoose={goBack} />
          <Item icon="download" label="Download as Markdown" disabled={isEmpty} onChoose={saveMarkdown} />
          <Item icon="download" label="Download as JSON" disabled={isEmpty} onChoose={saveJson} />
          <Item icon="trash" label="Delete conversation" disabled={isEmpty} onChoose={askToDelete} />
        </ul>
        <ThemeSwitch />
      </div>
    </>
  );
}
