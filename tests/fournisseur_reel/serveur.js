// Identity provider written by others (oidc-provider, certified by the OpenID Foundation), with invented accounts, for
// essai.py. Two of them, since a client chooses how it proves its secret by what a provider announces. Prints their
// addresses once they listen, and stops with its input.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { Provider } from "oidc-provider";

const SITE = "http://atlas.example";
const SECRET = "un-secret-partage-assez-long-pour-signer";
const PERSONNES = {
  lea: {
    email: "Lea.Martin@region.example",
    email_verified: true,
    given_name: "Léa",
    family_name: "Martin",
  },
  etranger: { email: "paul@ailleurs.example", email_verified: true, name: "Paul Ailleurs" },
  douteux: { email: "doute@region.example", email_verified: false, name: "Camille Doute" },
  anonyme: { name: "Sans Adresse" },
};

const jwk = (type, options) => generateKeyPairSync(type, options).privateKey.export({ format: "jwk" });
const keys = [
  { ...jwk("rsa", { modulusLength: 2048 }), alg: "RS256", use: "sig" },
  { ...jwk("ec", { namedCurve: "P-256" }), alg: "ES256", use: "sig" },
];

// One client for each signature of the identity, with a plain or a signed UserInfo answer.
const clients = (method) =>
  ["RS256", "ES256", "HS256"].flatMap((alg) =>
    ["json", "jwt"].map((userinfo) => ({
      client_id: `${alg}-${userinfo}`,
      client_secret: SECRET,
      redirect_uris: [`${SITE}/connexion/oidc/retour`],
      post_logout_redirect_uris: [`${SITE}/deconnexion`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: method,
      id_token_signed_response_alg: alg,
      ...(userinfo === "jwt" && { userinfo_signed_response_alg: alg }),
    })),
  );

const configuration = (method) => ({
  clients: clients(method),
  clientAuthMethods: [method],
  jwks: { keys },
  cookies: { keys: [SECRET] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "given_name", "family_name"] },
  features: { jwtUserinfo: { enabled: true } },
  enabledJWA: {
    idTokenSigningAlgValues: ["RS256", "ES256", "HS256"],
    userinfoSigningAlgValues: ["RS256", "ES256", "HS256"],
  },
  pkce: { required: () => true },
  findAccount: (_, login) =>
    PERSONNES[login] && { accountId: login, claims: () => ({ sub: login, ...PERSONNES[login] }) },
});

async function serve(method) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  server.on("request", new Provider(address, configuration(method)).callback());
  return [method, address];
}

const served = await Promise.all(["client_secret_post", "client_secret_basic"].map(serve));
process.stdout.write(`${JSON.stringify(Object.fromEntries(served))}\n`);
process.stdin.on("end", () => process.exit()).resume();
