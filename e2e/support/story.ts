// What every story has at hand: the portal, and people with a browser each. A story fails when a page
// throws, logs an error or asks another host for anything, whatever the story itself looks at.
import { type BrowserContext, type BrowserContextOptions, expect, test as base } from "@playwright/test";
import { Portal } from "./portal.ts";
import { Visitor } from "./visitor.ts";

interface Cast {
  /** Somebody new: a browser of their own, signed in nowhere. */
  somebody: (options?: BrowserContextOptions) => Promise<Visitor>;
  professional: (login: string, options?: BrowserContextOptions) => Promise<Visitor>;
  manager: (login: string, options?: BrowserContextOptions) => Promise<Visitor>;
  complaints: Complaints;
}

export const test = base.extend<Cast, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await Portal.start();
      await use(portal);
      await portal.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  complaints: async ({ baseURL, portal }, use, story) => {
    const complaints = new Complaints(baseURL ?? "");
    await use(complaints);
    // What the portal says of an error of its own is half of why a story failed.
    if (story.status !== story.expectedStatus) console.log(portal.written.split("\n").filter((line) => / (WARN|ERROR) /.test(line)).slice(-20).join("\n"));
    expect(complaints.heard, "no page throws, logs an error or asks another host").toEqual([]);
  },
  somebody: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      complaints.listenTo(context);
      return new Visitor(await context.newPage());
    });
    for (const context of contexts) await context.close();
  },
  professional: async ({ somebody }, use) =>
    use(async (login, options) => {
      const person = await somebody(options);
      await person.signInWithFranceConnect(login);
      return person;
    }),
  manager: async ({ somebody }, use) =>
    use(async (login, options) => {
      const person = await somebody(options);
      await person.signInWithProSanteConnect(login);
      return person;
    }),
});

/** What the browser complains of while a story runs. */
export class Complaints {
  readonly heard: string[] = [];
  private expected: RegExp[] = [];

  constructor(private readonly portal: string) {}

  /** A story that cuts a line on purpose says which complaint follows from it. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  listenTo(context: BrowserContext): void {
    context.on("weberror", (error) => this.note(`thrown: ${error.error().message}`));
    context.on("console", (message) => {
      if (message.type() === "error") this.note(`logged: ${message.text()} (${message.location().url})`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(this.portal).host) {
        this.note(`asked another host: ${request.url()}`);
      }
    });
  }

  private note(complaint: string): void {
    if (!this.expected.some((expected) => expected.test(complaint))) this.heard.push(complaint);
  }
}

export { expect };
