// The same graph by hand in Mercurius with JIT, as its documentation advises:
// loaders for the links, one undici pool for the upstream, no logger.

import Fastify from "fastify";
import mercurius from "mercurius";
import { Pool } from "undici";

const upstream = new Pool(process.env.BENCH_UPSTREAM, { connections: 256 });

async function rows(path) {
  const { body } = await upstream.request({ method: "GET", path });
  return body.json();
}

const schema = `
  type User { id: ID! name: String username: String }
  type Post {
    id: ID! title: String slug: String status: String views: Int author: User
  }
  type Price { commodity: String market: String price: Int }
  type Region { code: ID! name: String prices: [Price!] }
  type Tile { id: ID! name: String value: Int }
  type Query {
    posts(limit: Int!): [Post!]
    regions: [Region!]
    weather: [Tile!]
    quakes: [Tile!]
    hospitals: [Tile!]
    markets: [Tile!]
  }
`;

const resolvers = {
  Query: {
    posts: (_, { limit }) => rows(`/posts?limit=${limit}`),
    regions: () => rows("/regions"),
    weather: () => rows("/weather"),
    quakes: () => rows("/quakes"),
    hospitals: () => rows("/hospitals"),
    markets: () => rows("/markets"),
  },
};

const loaders = {
  Post: {
    async author(queries) {
      const keys = new Set(queries.map(({ obj }) => obj.userId));
      const users = new Map();
      for (const user of await rows(`/users?id=${[...keys].join(",")}`)) {
        users.set(user.id, user);
      }
      return queries.map(({ obj }) => users.get(obj.userId) ?? null);
    },
  },
  Region: {
    async prices(queries) {
      const keys = queries.map(({ obj }) => obj.code);
      const grouped = new Map();
      for (const price of await rows(`/prices?region=${keys.join(",")}`)) {
        const group = grouped.get(price.region);
        if (group) group.push(price);
        else grouped.set(price.region, [price]);
      }
      return queries.map(({ obj }) => grouped.get(obj.code) ?? []);
    },
  },
};

const app = Fastify({ logger: false });
app.register(mercurius, { schema, resolvers, loaders, jit: 1 });
await app.listen({ host: "127.0.0.1", port: Number(process.env.BENCH_PORT) });
