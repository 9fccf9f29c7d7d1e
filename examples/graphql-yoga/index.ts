// A GraphQL server: https://the-guild.dev/graphql/yoga-server
import { createSchema, createYoga } from "graphql-yoga";

const yoga = createYoga({
  graphqlEndpoint: "/graphql",
  logging: false,
  schema: createSchema({
    typeDefs: "type Query { hello(name: String!): String! }",
    resolvers: { Query: { hello: (_, { name }: { name: string }) => `hello ${name}` } },
  }),
});

export default { fetch: (request: Request, env: unknown, context: unknown) => yoga.fetch(request, { env, context }) };
