// Calls to `/graphql` from a page that is open, with its session: for what a story needs to be there
// already and does not tell.
import { expect, type Page } from "@playwright/test";

export type Json = Record<string, unknown>;

export async function graphql<T>(page: Page, query: string, variables: Json = {}): Promise<T> {
  const answer = await page.evaluate(
    async (body) => {
      const response = await fetch("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body });
      return { status: response.status, text: await response.text() };
    },
    JSON.stringify({ query, variables }),
  );
  const { data, errors } = JSON.parse(answer.text) as { data?: T; errors?: unknown };
  expect(errors, `${answer.status} for ${query}`).toBeUndefined();
  return data as T;
}

/** A mutation that is expected to succeed; gives the fields asked of its object. */
export async function mutate<T>(page: Page, name: string, input: Json, object: string, fields: string): Promise<T> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { __typename ... on ${object} { ${fields} } ... on Refusal { code text } } }`;
  const data = await graphql<Record<string, { __typename: string } & T>>(page, query, { input });
  const answer = data[name];
  expect(answer, `${name} is answered with its object`).toMatchObject({ __typename: object });
  return answer as T;
}
