// A strict authorisation server for the tests of Microsoft accounts: oidc-provider with Graph's scopes, a page for the consent,
// and the device flow. Over TLS, or in plain on this machine when no certificate is given.
//
// Arguments: the certificate with its key (PEM) or "-", the client's id, the address of the user. It prints one line of JSON when
// it listens. Lines on stdin move its clock: seconds ahead of the real one. Each is answered by a line.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [pem, clientId, email] = process.argv.slice(2);
const real = Date.now;
let ahead = 0;
Date.now = () => real() + ahead * 1000;

const tls = pem !== '-';
const credentials = tls ? readFileSync(pem) : undefined;
const server = tls ? https.createServer({ cert: credentials, key: credentials }) : http.createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${server.address().port}`;

const provider = new Provider(host, {
  clients: [{
    client_id: clientId,
    client_name: 'followbot',
    application_type: 'native',
    redirect_uris: ['http://localhost'], // any port of it (RFC 8252, section 7.3)
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none', // a public client has no secret
  }],
  scopes: ['openid', 'offline_access', 'profile', 'Mail.ReadWrite', 'Calendars.Read'],
  claims: { openid: ['sub'], profile: ['preferred_username'] },
  conformIdTokenClaims: false,
  pkce: { required: (_, client) => client.grantTypeAllowed('authorization_code') },
  rotateRefreshToken: true,
  expiresWithSession: async () => false,
  ttl: {
    AccessToken: 3600, RefreshToken: 90 * 86400, AuthorizationCode: 60, DeviceCode: 600, Grant: 90 * 86400, Session: 600,
    Interaction: 600, IdToken: 3600,
  },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, preferred_username: email }) }),
  features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true } },
  cookies: { keys: ['only for tests'] },
});
server.on('request', provider.callback());

process.stdout.write(`${JSON.stringify({ issuer: host })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  ahead = Number(line);
  process.stdout.write(`${JSON.stringify({ ahead })}\n`);
}
process.exit(0);
