// A strict authorisation server for the tests: oidc-provider, over TLS, with Google's scopes and a page for the consent.
//
// Arguments: the certificate with its key (PEM), the client's id and secret, the address of the user. It prints one line of JSON
// when it listens. Lines on stdin move its clock: seconds ahead of the real one. Each is answered by a line.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [pem, clientId, clientSecret, email] = process.argv.slice(2);
const real = Date.now;
let ahead = 0;
Date.now = () => real() + ahead * 1000;

const google = 'https://www.googleapis.com/auth/';
const credentials = readFileSync(pem);
const server = createServer({ cert: credentials, key: credentials });
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `https://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'followbot',
    application_type: 'native',
    redirect_uris: ['http://localhost/'], // any port of it (RFC 8252, section 7.3), but this very path
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  scopes: ['gmail.readonly', 'gmail.compose', 'calendar.events.readonly', 'calendar.calendarlist.readonly']
    .map((name) => google + name),
  pkce: { required: () => true },
  issueRefreshToken: async () => true, // Google has no scope for it, `access_type=offline` asks
  expiresWithSession: async () => false,
  rotateRefreshToken: true,
  ttl: { AccessToken: 3600, RefreshToken: 7 * 86400, AuthorizationCode: 60, Grant: 30 * 86400, Session: 600, Interaction: 600 },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, email, email_verified: true }) }),
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
});

const listen = provider.callback();
server.on('request', async (request, response) => {
  if (request.url !== '/gmail/v1/users/me/profile') return listen(request, response);
  const token = await provider.AccessToken.find((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  response.writeHead(token ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify(token ? { emailAddress: email, historyId: '1' } : { error: { code: 401 } }));
});

process.stdout.write(`${JSON.stringify({ issuer })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  ahead = Number(line);
  process.stdout.write(`${JSON.stringify({ ahead })}\n`);
}
process.exit(0);
