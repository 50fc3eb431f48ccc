// A log-in at an OpenID provider by admin-api's own client, in whatever network this is started; tells whether what stands at
// the provider's token endpoint was read.
//   node oidc-probe.mjs http://localhost/provider
import 'reflect-metadata'
import { OidcClient } from '../../apps/admin-api/dist/identity/oidc/oidc.client.js'

const [issuer = ''] = process.argv.slice(2)
const oidc = { issuer, clientId: 'tollgate', clientSecret: 'secret', label: 'Campus', scopes: 'openid' }
const client = new OidcClient({ env: { oidc, publicUrl: 'http://localhost:8080' } })
const checks = client.newChecks()
await client.authorizationUrl(checks) // the provider's own document is read in any case
const refusal = await client.redeem(`code=x&state=${checks.state}`, checks).catch((error) => error)
// whatever was read is no token
process.stdout.write(refusal.code === 'OAUTH_INVALID_RESPONSE' ? 'read' : 'refused')
await client.onApplicationShutdown()
