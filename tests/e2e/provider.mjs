/**
 * An OpenID provider on loopback (npm oidc-provider) and a site that signs people in by it. The
 * provider is at localhost and the site at 127.0.0.1, so that they are two sites to the browser.
 */
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIdProvider } from './packages.mjs';
import { startServer } from './server.mjs';

const CLIENT_SECRET = 'en-hemlighet-for-provet';

/** Who there is at the provider: subject, name, groups. Invented. */
export const KNOWN = {
  'eva.exempel': { name: 'Eva Exempel', groups: ['klimat-samordnare', 'alla'] },
  'vilma.exempel': { name: 'Vilma Exempel', groups: ['alla'] },
  'bo.utomstaende': { name: 'Bo Utomstående', groups: ['städ'] },
};

const listening = (server, host) =>
  new Promise((resolve) => server.listen(0, host, () => resolve(server.address().port)));

async function freePort() {
  const socket = createSocket();
  const port = await listening(socket, '127.0.0.1');
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

async function startProvider(redirect) {
  let handle = (_, response) => response.end();
  const server = createServer((request, response) => handle(request, response));
  const issuer = `http://localhost:${await listening(server, '127.0.0.1')}`;
  const Provider = await openIdProvider();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'tertil',
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirect],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['bara för provet'] },
    claims: { openid: ['sub'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...KNOWN[accountId] }),
    }),
  });
  handle = provider.callback();
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { issuer, close };
}

const settingsOf = (issuer, url, secret) => `
[oidc]
issuer = "${issuer}"
name = "Region Exempel"
client_id = "tertil"
client_secret_file = "${secret}"
public_url = "${url}"

[[oidc.roles]]
group = "klimat-samordnare"
role = "coordinator"

[[oidc.roles]]
group = "alla"
role = "viewer"
`;

/** The site and its provider; `stop` gives what the server ended with. */
export async function startSiteWithProvider() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${url}/api/v1/session/oidc/callback`);
  const data = mkdtempSync(join(tmpdir(), 'tertil-oidc-'));
  const secret = join(data, 'secret');
  writeFileSync(secret, `${CLIENT_SECRET}\n`, { mode: 0o600 });
  const settings = settingsOf(provider.issuer, url, secret);
  const server = await startServer({ data, port, settings });
  const stop = async () => {
    const code = await server.stop();
    await provider.close();
    server.remove();
    return code;
  };
  return { url, issuer: provider.issuer, data, stop };
}
