// How the stories run: one at a time, each seen through once, against a portal of their own.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/chromium.ts";

export default defineConfig({
  testDir: "stories",
  testMatch: "**/*.ts",
  outputDir: "results",
  // A story is two or three people at work; nothing in it waits on time.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [["list"], ["html", { outputFolder: "report", open: "never" }]],
  use: {
    launchOptions,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    viewport: { width: 1280, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
