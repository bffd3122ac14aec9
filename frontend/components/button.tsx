import type { ComponentProps } from "react";
import { Icon, type IconName } from "@/components/icons";

type Props = ComponentProps<"button">;

const VARIANTS = {
  primary: "button button-primary",
  quiet: "button button-quiet",
  danger: "button button-danger",
  link: "link",
} as const;

/** A button with words. */
export function Button({ variant = "quiet", ...props }: Props & { variant?: keyof typeof VARIANTS }) {
  return <button type="button" className={VARIANTS[variant]} {...props} />;
}

/** A button that is only an icon; `label` is its name and its tooltip. */
export function IconButton({ icon, label, ...props }: Props & { icon: IconName; label: string }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} {...props}>
      <Icon name={icon} />
    </button>
  );
}
