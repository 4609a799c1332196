// The audits of the npm package `graphql-http`: does the portal speak GraphQL over HTTP as the specification has it?
import { auditServer } from "graphql-http";
import { expect, test } from "../support/story.ts";

/** What the specification only recommends, and why it is not done here. */
const declined: Record<string, string> = {
  "80D8": "documents are sent by POST alone: none stands in an address, a log or a cache",
};
// The specification asks for 200 in answer to a well-formed request, whatever comes of it. These are no requests.
const malformed = ["3715", "D477", "F5AF", ...["9FE", "FB9", "F05", "368"].flatMap((id) => [0, 1, 2, 3].map((n) => `${id}${n}`))];
for (const id of malformed) declined[id] = "a body that is no request is answered 400 in either media type";

test("a client that keeps to GraphQL over HTTP is answered as it expects", async ({ portal }) => {
  const results = await auditServer({ url: `${portal.url}/graphql` });
  const of = (status: string) => results.filter((result) => result.status === status).map(({ id, name }) => `${id} ${name}`);
  expect(results.length, "the audits ran").toBeGreaterThan(60);
  expect(of("error"), "what MUST be").toEqual([]);
  expect(of("warn").filter((audit) => !(audit.slice(0, 4) in declined)), "what SHOULD be").toEqual([]);
});
