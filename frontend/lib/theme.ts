import { read, write } from "@/lib/storage";

export type Theme = "system" | "light" | "dark";

const KEY = "theme";
const listeners = new Set<() => void>();

/** The theme that the visitor chose. */
export function getTheme(): Theme {
  const theme = read(KEY);
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Choose a theme. public/theme.js applies it to the next page before it is painted. */
export function setTheme(theme: Theme): void {
  write(KEY, theme === "system" ? "" : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  listeners.forEach((listener) => { listener(); });
}

export function subscribeToTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
