import localFont from "next/font/local";

const text = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-text",
  weight: "100 900",
  // Only the greeting's font is worth the wait: Next.js gives this one a fallback of equal width.
  preload: false,
});

const textExtended = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  variable: "--font-text-extended",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F" }],
});

const display = localFont({
  src: "../node_modules/@fontsource/instrument-serif/files/instrument-serif-latin-400-normal.woff2",
  variable: "--font-display",
  weight: "400",
  adjustFontFallback: "Times New Roman",
});

const displayExtended = localFont({
  src: "../node_modules/@fontsource/instrument-serif/files/instrument-serif-latin-ext-400-normal.woff2",
  variable: "--font-display-extended",
  weight: "400",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F" }],
});

/** The class that brings the fonts' variables to a page. */
export const fonts = [text, textExtended, display, displayExtended].map(({ variable }) => variable).join(" ");
