import type { SVGProps } from "react";

const PATHS = {
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  stop: "M7 7h10v10H7z",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  redo: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5v4.2h-4.2",
  edit: "M4.5 19.5h4L19 9l-4-4L4.5 15.5zM13 7l4 4",
  up: "M7.5 11 11 3.8c1.4 0 2.5 1 2.5 2.4V9.5h5.2c1.2 0 2 1.1 1.7 2.3l-1.6 6.4a2 2 0 0 1-2 1.5H7.5zM7.5 11H4v8.7h3.5",
  down: "M16.5 13 13 20.2c-1.4 0-2.5-1-2.5-2.4v-3.3H5.3c-1.2 0-2-1.1-1.7-2.3l1.6-6.4a2 2 0 0 1 2-1.5h9.3zM16.5 13H20V4.3h-3.5",
  more: "M4.8 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0M11.3 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0M17.8 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0",
  back: "M19 12H5M11.5 5.5 5 12l6.5 6.5",
  plus: "M12 5v14M5 12h14",
  close: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  arrowDown: "M12 5v14M5.5 12.5 12 19l6.5-6.5",
  arrowOut: "M8 16 16.5 7.5M9 7.5h7.5V15",
  download: "M12 4v11.5M7 11l5 5 5-5M5 20h14",
  trash: "M5 7h14M10 7V4h4v3M7 7l.8 13h8.4L17 7M10.5 11v5.5M13.5 11v5.5",
  quote: "M9.5 7C6.5 8 5 10.2 5 13.5V17h4.5v-4.5H7.2c.1-1.8.9-3 2.8-3.8zM18.5 7c-3 1-4.5 3.2-4.5 6.5V17h4.5v-4.5h-2.3c.1-1.8.9-3 2.8-3.8z",
  warning: "M12 8.5v4.5M12 16.5h.01M12 3.5 21 19.5H3z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, ...props }: { name: IconName } & SVGProps<SVGSVGElement>) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" {...props}>
      <path d={PATHS[name]} />
    </svg>
  );
}
