import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["{app,components,hooks,lib}/**/*.test.{ts,tsx}"],
    environment: "jsdom",
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
