import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { createEgress, type Egress, hostPortOf } from '@tollgate/egress'
import * as openid from 'openid-client'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { createEgressFetch } from './egress-fetch.js'
import type { LogInFlow } from './log-in-flow.js'
import { claimOf, type OidcSettings } from './oidc-settings.js'

const TIMEOUT_SECONDS = 10
/** How far the provider's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 60
/** A provider that moves its endpoints is followed within this time. */
const DISCOVERY_MS = 3_600_000

/** The page of the console to which the provider sends browsers back. */
export const CALLBACK_PATH = '/login/oidc/callback'

/** Whom the provider vouches for. */
export interface ProvenIdentity {
  /** As its tokens write it. */
  issuer: string
  subject: string
  /** Of the ID token, and what it leaves out of the answer to a question about the user. */
  claims: Readonly<Record<string, unknown>>
}

/** Random values that one log-in is bound to. */
export type FlowChecks = Pick<LogInFlow, 'state' | 'nonce' | 'codeVerifier'>

/**
 * The organisation's OpenID provider. Every call leaves by the guarded way out, where the issuer's own host and port are
 * the one address that may be private: what a discovery document names beside it has to be public.
 */
@Injectable()
export class OidcClient implements OnApplicationShutdown {
  readonly settings: OidcSettings | undefined
  readonly #callbackUrl: string
  readonly #publicUrl: string
  readonly #egress: Egress | undefined
  #discovered: { at: number; configuration: Promise<openid.Configuration> } | undefined

  constructor(@Inject(APP_CONFIG) { env }: AppConfig) {
    this.settings = env.oidc
    this.#publicUrl = env.publicUrl
    this.#callbackUrl = `${env.publicUrl}${CALLBACK_PATH}`
    if (env.oidc !== undefined) this.#egress = createEgress({ allow: [hostPortOf(new URL(env.oidc.issuer))] })
  }

  newChecks(): FlowChecks {
    return {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
    }
  }

  /** Where the browser goes. @throws what `toOidcProblem` reads, where the provider is away */
  async authorizationUrl({ state, nonce, codeVerifier }: FlowChecks): Promise<string> {
    const configuration = await this.#configuration()
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callbackUrl,
      scope: this.settings?.scopes ?? 'openid',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    })
    return url.href
  }

  /**
   * Takes the provider's answer: its code for a token, whose signature, issuer, audience, times and nonce are checked.
   * @param parameters the query with which the browser came back
   * @throws what `toOidcProblem` reads
   */
  async redeem(parameters: string, { state, nonce, codeVerifier }: FlowChecks): Promise<ProvenIdentity> {
    const configuration = await this.#configuration()
    const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${this.#callbackUrl}?${parameters}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const told = tokens.claims()
    if (told === undefined) throw new Error('There is no ID token.') // idTokenExpected refused it before
    return {
      issuer: told.iss,
      subject: told.sub,
      claims: await this.#allClaims(configuration, tokens.access_token, told),
    }
  }

  /** Where a browser ends its session at the provider; undefined: the provider has no such page, or is away. */
  async logOutUrl(): Promise<string | undefined> {
    try {
      const configuration = await this.#configuration()
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.#publicUrl}/login` }).href
    } catch {
      return undefined // ending our own session must not wait for somebody else's
    }
  }

  async #allClaims(
    configuration: openid.Configuration,
    accessToken: string,
    told: openid.IDToken,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { usernameClaim = '', groupsClaim = '' } = this.settings ?? {}
    const isComplete = [usernameClaim, groupsClaim].every((name) => claimOf(told, name) !== undefined)
    if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return told
    return { ...(await openid.fetchUserInfo(configuration, accessToken, told.sub)), ...told }
  }

  #configuration(): Promise<openid.Configuration> {
    const known = this.#discovered
    if (known !== undefined && Date.now() - known.at < DISCOVERY_MS) return known.configuration
    const discovered = { at: Date.now(), configuration: this.#discover() }
    this.#discovered = discovered
    // the next one asks again; whoever waits now is told
    discovered.configuration.catch(() => {
      if (this.#discovered === discovered) this.#discovered = undefined
    })
    return discovered.configuration
  }

  async #discover(): Promise<openid.Configuration> {
    const { settings } = this
    if (settings === undefined || this.#egress === undefined) throw new Error('There is no provider.')
    const issuer = new URL(settings.issuer)
    const isPlain = issuer.protocol === 'http:' // env.ts allows that on this very machine alone
    return openid.discovery(
      issuer,
      settings.clientId,
      { client_secret: settings.clientSecret, [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      openid.ClientSecretBasic(settings.clientSecret),
      {
        [openid.customFetch]: createEgressFetch(this.#egress),
        timeout: TIMEOUT_SECONDS,
        execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
      },
    )
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#egress?.close()
  }
}
