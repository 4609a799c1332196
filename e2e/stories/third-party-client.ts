// A third party's program: the npm packages `graphql` and `graphql-ws`, and a session's cookie. Nothing of ours.
import { buildClientSchema, buildSchema, getIntrospectionQuery, type IntrospectionQuery, lexicographicSortSchema, parse, printSchema, validate } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import type { Visitor } from "../support/visitor.ts";

const query = `query Mine($id: ID!) { request(id: $id) { id reference status structure { finess name } timeline { code at } } }`;
const subscription = `subscription Follow($id: ID!) { requestChanged(id: $id) { id revision status claim { until } } }`;

interface Heard {
  requestChanged: { id: string; revision: number; status: string; claim: { until: string } | null };
}

test("a program with a session reads a request and follows it", async ({ portal, professional, manager }) => {
  const author = await professional("sans_nom_dusage");
  const { id, reference } = await fileBehind(author.page, { civilite: "M", email: "paul.dupont@exemple.fr" });
  const headers = { cookie: await cookies(author), origin: portal.url };

  await test.step("the published schema is the one that answers, and both requests are valid in it", async () => {
    const published = buildSchema(await (await fetch(`${portal.url}/schema.graphql`)).text());
    const introspected = await post<IntrospectionQuery>(getIntrospectionQuery({ inputValueDeprecation: true }), {});
    const sorted = (schema: typeof published) => printSchema(lexicographicSortSchema(schema));
    expect(sorted(buildClientSchema(introspected))).toBe(sorted(published));
    expect(validate(published, parse(query))).toEqual([]);
    expect(validate(published, parse(subscription))).toEqual([]);
  });

  await test.step("the query gives the request", async () => {
    const { request } = await post<{ request: object }>(query, { id });
    expect(request).toMatchObject({ id, reference, status: "SUBMITTED", structure: { finess: "0B0168811" } });
  });

  await test.step("the subscription gives the request at once, and again when a manager opens it", async () => {
    const client = createClient({
      url: `${portal.url.replace("http", "ws")}/graphql/ws`,
      lazy: true,
      retryAttempts: 0,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { headers });
        }
      },
    });
    const messages = client.iterate<Heard, Record<string, string>>({ query: subscription, variables: { id } });
    const first = (await messages.next()).value;
    expect(first.errors).toBeUndefined();
    expect(first.data?.requestChanged).toMatchObject({ id, status: "SUBMITTED", claim: null });

    const nadia = await manager(managers.nadia);
    await nadia.openReview(id);
    const second = (await messages.next()).value;
    expect(second.data?.requestChanged.claim).not.toBeNull();
    await messages.return?.();

    // Everything but subscriptions is sent by POST.
    const refused = (await client.iterate({ query: "{ me { demo } }" }).next()).value;
    expect(refused?.errors?.[0]?.extensions?.code).toBe("SUBSCRIPTIONS_ONLY");
    await client.dispose();
  });

  await test.step("without the session nothing of it is told", async () => {
    const answer = await send(query, { id }, {});
    expect(answer.errors?.[0]?.extensions?.code).toBe("NOT_SIGNED_IN");
  });

  async function send(query: string, variables: object, headers: Record<string, string>) {
    const response = await fetch(`${portal.url}/graphql`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data?: unknown; errors?: { extensions?: { code?: string } }[] };
  }

  async function post<T>(query: string, variables: object): Promise<T> {
    const answer = await send(query, variables, headers);
    expect(answer.errors).toBeUndefined();
    return answer.data as T;
  }
});

async function cookies(of: Visitor): Promise<string> {
  const all = await of.page.context().cookies();
  return all.map(({ name, value }) => `${name}=${value}`).join("; ");
}
