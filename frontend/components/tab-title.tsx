"use client";

import { useState } from "react";
import type { TwinProfile } from "@/lib/wire";

/** What the browser's tab says: the owner, and until they are known what the page came with. */
export function TabTitle({ profile }: { profile: TwinProfile | null }) {
  const [initial] = useState(() => (typeof document === "undefined" ? "Digital twin" : document.title));
  return <title>{profile ? [profile.name, profile.title].filter(Boolean).join(" · ") : initial}</title>;
}
