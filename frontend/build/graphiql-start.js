// Starts the explorer on this portal's own addresses, with the session of the person who looks.
const socket = location.protocol === "https:" ? "wss:" : "ws:";
const fetcher = GraphiQL.createFetcher({
  url: "/graphql",
  subscriptionUrl: `${socket}//${location.host}/graphql/ws`,
});
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultEditorToolsVisibility: true,
    defaultQuery: "# The whole schema is at /schema.graphql\n{\n  roles {\n    code\n    label\n  }\n}\n",
  }),
);
