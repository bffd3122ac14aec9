"use client";

import { Icon, type IconName } from "@/components/icons";
import { useTheme } from "@/hooks/use-theme";
import { setTheme, type Theme } from "@/lib/theme";

const THEMES: { theme: Theme; label: string; icon: IconName }[] = [
  { theme: "light", label: "Light", icon: "sun" },
  { theme: "dark", label: "Dark", icon: "moon" },
  { theme: "system", label: "As the system", icon: "system" },
];

export function ThemeSwitch() {
  const chosen = useTheme();
  return (
    <fieldset className="themes">
      <legend className="visually-hidden">Theme</legend>
      {THEMES.map(({ theme, label, icon }) => (
        <label key={theme} title={label}>
          <input
            className="visually-hidden"
            type="radio"
            name="theme"
            aria-label={label}
            checked={chosen === theme}
            onChange={() => { setTheme(theme); }}
          />
          <Icon name={icon} />
        </label>
      ))}
    </fieldset>
  );
}
