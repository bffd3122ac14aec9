import nextVitals from "eslint-config-next/core-web-vitals";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** The folders from the top of the import order to its bottom: each may import what is behind it. */
const LAYERS = ["app", "components", "hooks", "lib"];

const onlyDownwards = LAYERS.slice(1).map((layer, index) => ({
  files: [`${layer}/**`],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: LAYERS.slice(0, index + 1).map((above) => `@/${above}/*`) },
    ],
  },
}));

export default defineConfig([
  globalIgnores([".bare/", ".next/", "out/", "next-env.d.ts", "lib/wire.ts"]),
  ...nextVitals,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@next/next/no-html-link-for-pages": "off",
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  { files: ["**/*.test.{ts,tsx}"], rules: { "max-lines-per-function": "off" } },
  ...onlyDownwards,
]);
