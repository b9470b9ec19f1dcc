// An identity provider that others wrote: the municipality's, for one who is looked at through a browser's window.
// node provider.mjs PORT REDIRECT
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: 'yttrande',
    client_secret: 'hemligt',
    redirect_uris: [redirect],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['preferred_username'] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}@lindhaga.example` }) }),
  cookies: { keys: ['only for this test'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
