import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is wrong with a token. */
export interface TokenChange {
  claims?: Readonly<Record<string, unknown>>
  isForged?: boolean
  isUnsigned?: boolean
}

export interface Forger {
  issuer: string
  /** The next token: these claims with what a token needs, and then what is wrong with it. */
  tell(claims: Readonly<Record<string, unknown>> & { subject: string }, change: TokenChange): void
  close(): Promise<void>
}

export const now = (): number => Math.floor(Date.now() / 1_000)

const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2_048 })
const toPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A provider whose tokens are as wrong as a test says. */
export async function startForger(): Promise<Forger> {
  const [own, stranger] = [newKeys(), newKeys()]
  let token = ''
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(documentAt(path)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    tell({ subject, ...claims }, { claims: wrong, isForged, isUnsigned }) {
      const payload = { iss: issuer, sub: subject, iat: now(), exp: now() + 300, ...claims, ...wrong }
      token = isUnsigned ? unsigned(payload) : signed(payload, (isForged ? stranger : own).privateKey)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  function documentAt(path: string): object {
    if (path === '/.well-known/openid-configuration')
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      }
    if (path === '/jwks')
      return { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }] }
    return { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: token }
  }
}

function signed(payload: object, key: KeyObject): string {
  const text = `${toPart({ alg: 'RS256', kid: 'k' })}.${toPart(payload)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const unsigned = (payload: object): string => `${toPart({ alg: 'none' })}.${toPart(payload)}.`
