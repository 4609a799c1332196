// `npm run screenshots` takes the README's pictures anew.
import { defineConfig } from "@playwright/test";
import stories from "./playwright.config.ts";

export default defineConfig(stories, {
  testDir: ".",
  testMatch: "screenshots.ts",
  reporter: "list",
  use: { viewport: { width: 1200, height: 800 } },
});
