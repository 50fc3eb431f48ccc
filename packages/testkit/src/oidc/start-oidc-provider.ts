import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { followLogIn } from './follow-log-in.js'

/** Somebody at the provider; what is left out is no claim of his. */
export interface OidcPerson {
  /** What the provider knows him by for ever. */
  subject: string
  preferred_username?: string
  name?: string
  groups?: readonly string[]
}

/** The one installation that the provider serves. */
export interface OidcProviderOptions {
  redirectUri: string
  /** Where a browser may come back to after it ended its session. */
  afterLogOut: string
}

export interface TestOidcProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who logs in from now on, without being asked; `denied`: he refuses; `asked`: a page asks for name and groups. */
  nextPerson: OidcPerson | 'denied' | 'asked'
  /** Everybody who was here, by subject. */
  readonly people: Map<string, OidcPerson>
  /** How often a path was asked for. */
  countOf(path: string): number
  /** Answers from now on: an installation's address may follow from the ports that it was given. */
  serve(options: OidcProviderOptions): void
  /** Goes through the provider's pages as a browser does. @returns the query that it is sent back with */
  follow(authorizationUrl: string): Promise<string>
  close(): Promise<void>
}

const PAGE = (
  uid: string,
): string => `<!doctype html><html lang="en"><title>Campus log-in</title><main><h1>Campus log-in</h1>
<form method="post" action="/interaction/${uid}"><p><label>Campus name <input name="subject" autofocus></label></p>
<p><label>Campus groups <input name="groups"></label></p><button>Continue</button></form></main></html>`

/** A real OpenID provider on loopback, for tests: certified library, keys of its own, no consent page. */
export async function startOidcProvider(): Promise<TestOidcProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const counts = new Map<string, number>()
  let redirectUri = ''
  const self: TestOidcProvider = {
    issuer,
    clientId: 'tollgate',
    clientSecret: randomBytes(24).toString('hex'),
    people: new Map(),
    nextPerson: 'asked',
    countOf: (path) => counts.get(path) ?? 0,
    serve,
    follow: (url) => followLogIn(url, redirectUri),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self

  function serve(options: OidcProviderOptions): void {
    const provider = createProvider(self, options)
    const answer = provider.callback()
    redirectUri = options.redirectUri
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const path = (request.url ?? '').split('?')[0] ?? ''
      counts.set(path, (counts.get(path) ?? 0) + 1)
      if (path.startsWith('/interaction/')) void interact(provider, self, { request, response })
      else void answer(request, response)
    })
  }
}

function createProvider(self: TestOidcProvider, { redirectUri, afterLogOut }: OidcProviderOptions): Provider {
  return new Provider(self.issuer, {
    clients: [
      {
        client_id: self.clientId,
        client_secret: self.clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [afterLogOut],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    ttl: { IdToken: 300, Interaction: 600, Session: 600, Grant: 600, AccessToken: 600 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, subject) => {
      const { subject: _, ...claims } = self.people.get(subject) ?? { subject }
      return { accountId: subject, claims: () => ({ sub: subject, ...claims }) }
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

async function interact(provider: Provider, self: TestOidcProvider, { request, response }: Exchange): Promise<void> {
  const { nextPerson, people } = self
  if (nextPerson === 'denied') {
    await provider.interactionFinished(request, response, { error: 'access_denied' })
    return
  }
  const person = nextPerson === 'asked' ? await readPerson(request) : nextPerson
  if (person === undefined) {
    const { uid } = await provider.interactionDetails(request, response)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE(uid))
    return
  }
  people.set(person.subject, person)
  await provider.interactionFinished(request, response, { login: { accountId: person.subject } })
}

/** @returns `undefined` where the form has not been sent yet */
async function readPerson(request: IncomingMessage): Promise<OidcPerson | undefined> {
  if (request.method !== 'POST') return undefined
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const form = new URLSearchParams(Buffer.concat(chunks).toString())
  const subject = form.get('subject') ?? ''
  const groups = (form.get('groups') ?? '').split(',').filter((group) => group !== '')
  return { subject, preferred_username: subject, groups }
}
