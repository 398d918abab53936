// A real OpenID Connect provider for the tests. Whoever signs in types a name; the accounts on
// standard input say what is claimed of them. It prints its port, then answers until it is ended.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const { default: Provider } = await import(new URL("../frontend/node_modules/oidc-provider/lib/index.js", import.meta.url));
const { accounts, client } = JSON.parse(readFileSync(0, "utf8"));

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const { port } = server.address();

const provider = new Provider(`http://localhost:${port}`, {
  clients: [client],
  claims: {
    openid: ["sub"],
    email: ["email", "email_verified"],
    given_name: ["given_name"],
    usual_name: ["usual_name"],
    siret: ["siret"],
  },
  cookies: { keys: ["for tests alone"] },
  features: { jwtUserinfo: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (_context, sub) => (accounts[sub] ? { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) } : undefined),
});
server.on("request", provider.callback());
console.log(port);
