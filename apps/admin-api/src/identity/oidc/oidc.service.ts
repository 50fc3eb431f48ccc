import { Inject, Injectable, Logger } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database, refuse } from '../../database/database.repository.js'
import { usernameField } from '../../graphql/fields.js'
import { failed, ok, type ProblemDraft, type Result } from '../../graphql/problem.js'
import { SettingsRepository } from '../../modules/settings/settings.repository.js'
import { AttemptLimiter } from '../attempts.js'
import type { Caller } from '../caller.js'
import { clientNetwork } from '../client-network.js'
import { flowCookie } from '../cookies.js'
import { SessionOpener, type SignIn } from '../session-opener.js'
import { FLOW_MS, type LogInFlow, openFlow, sealFlow } from './log-in-flow.js'
import { OidcClient, type ProvenIdentity } from './oidc.client.js'
import { OidcAccountsService, type Person } from './oidc-accounts.service.js'
import { OidcConnectionService } from './oidc-connection.service.js'
import { OidcMappingService } from './oidc-mapping.service.js'
import { toOidcProblem } from './oidc-problem.js'
import { claimOf, type OidcSettings, textsOf } from './oidc-settings.js'

const NONE: ProblemDraft = { code: 'NOT_FOUND', text: 'oidcNone' }
const FLOW_OVER: ProblemDraft = { code: 'EXPIRED', text: 'oidcFlowOver' }
const MAX_PARAMETERS_LENGTH = 8_192
const MAX_NEXT_LENGTH = 500

/** What a log-in at the provider came to. */
export interface OidcOutcome {
  signIn: SignIn
  next: string | null
  /** An account was connected; nobody logged in. */
  isConnected: boolean
}

/** Logging in by the organisation's provider: a browser goes there, comes back, and has a session. */
@Injectable()
export class OidcService {
  readonly #logger = new Logger(OidcService.name)

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly client: OidcClient,
    private readonly accounts: OidcAccountsService,
    private readonly connection: OidcConnectionService,
    private readonly mapping: OidcMappingService,
    private readonly settings: SettingsRepository,
    private readonly opener: SessionOpener,
    private readonly attempts: AttemptLimiter,
  ) {}

  /** Begins a log-in; the browser keeps what it has to bring back. @returns where it goes */
  begin(caller: Caller, { next }: { next: string | null }): Promise<Result<{ url: string }>> {
    return this.#begin(caller, { next, connects: null })
  }

  /** The same by somebody who is logged in and wants this way in beside the one that he has. */
  async beginConnection(caller: Caller, { password }: { password: string }): Promise<Result<{ url: string }>> {
    const permitted = await this.connection.permit(caller, password)
    return permitted.type === 'ok' ? this.#begin(caller, { next: null, connects: permitted.value }) : permitted
  }

  async #begin(
    caller: Caller,
    { next, connects }: Pick<LogInFlow, 'next' | 'connects'>,
  ): Promise<Result<{ url: string }>> {
    const { settings } = this.client
    if (settings === undefined) return failed([NONE])
    const checks = this.client.newChecks()
    try {
      const url = await this.client.authorizationUrl(checks)
      const flow = {
        ...checks,
        expiresAtMs: Date.now() + FLOW_MS,
        next: next?.slice(0, MAX_NEXT_LENGTH) ?? null,
        connects,
      }
      const { publicUrl, masterKey } = this.config.env
      caller.setCookies([flowCookie(publicUrl, sealFlow(flow, { issuer: settings.issuer, masterKey }), FLOW_MS)])
      return ok({ url })
    } catch (error) {
      return failed([await this.#problemOf(error, settings)])
    }
  }

  /**
   * Ends it: one try for each beginning, right or wrong.
   * @param parameters the query with which the provider sent the browser back
   */
  async complete(caller: Caller, { parameters }: { parameters: string }): Promise<Result<OidcOutcome>> {
    const { settings } = this.client
    if (settings === undefined) return failed([NONE])
    const { publicUrl, masterKey } = this.config.env
    caller.setCookies([flowCookie(publicUrl, '', 0)])
    const flow = openFlow(caller.flowCookie, { issuer: settings.issuer, masterKey }, Date.now())
    if (flow === undefined || parameters.length > MAX_PARAMETERS_LENGTH) return failed([FLOW_OVER])
    // the library compares it again; somebody with an old window open is told in plain words
    if (new URLSearchParams(parameters).get('state') !== flow.state) return failed([FLOW_OVER])
    const network = clientNetwork(caller.address)
    await this.attempts.beginAtProvider(network)
    const identity = await this.client
      .redeem(parameters, flow)
      .catch((error: unknown) => this.#problemOf(error, settings))
    if ('text' in identity) return failed([identity])
    await this.attempts.succeedAtProvider(network)
    return flow.connects === null
      ? this.#logIn(caller, settings, identity, flow.next)
      : this.#connect(caller, identity, flow.connects)
  }

  async #logIn(
    caller: Caller,
    settings: OidcSettings,
    identity: ProvenIdentity,
    next: string | null,
  ): Promise<Result<OidcOutcome>> {
    const words = await this.#wordsFor(settings)
    const person = personOf(identity, settings, words)
    if ('text' in person) return failed([person])
    const { groupMap: map, signUp } = settings
    const values = textsOf(claimOf(identity.claims, settings.groupsClaim))
    return this.database.attempt(async (tx) => {
      const found = await this.accounts.find(tx, caller, person, { signUp, map, values, words })
      const user = await this.mapping.apply(tx, caller, found, { map, values })
      return { signIn: await this.opener.open(tx, caller, user, { method: 'oidc' }), next, isConnected: false }
    })
  }

  /** Only for the very session that began it. */
  async #connect(caller: Caller, identity: ProvenIdentity, userId: string): Promise<Result<OidcOutcome>> {
    const { actor } = caller
    if (actor?.userId !== userId || actor.via !== 'session') return failed([FLOW_OVER])
    return this.database.attempt(async (tx) => {
      const result = await this.connection.connect(tx, caller, identity, userId)
      if (result.type === 'failed') return refuse(...result.problems)
      return { signIn: { user: result.value, obstacle: actor.obstacle }, next: null, isConnected: true }
    })
  }

  async #problemOf(error: unknown, settings: OidcSettings): Promise<ProblemDraft> {
    const problem = toOidcProblem(error, await this.#wordsFor(settings))
    this.#logger.warn(
      `log-in at ${settings.issuer} failed: ${problem.text} (${error instanceof Error ? error.message : ''})`,
    )
    return problem
  }

  async #wordsFor({ label }: OidcSettings): Promise<{ label: string; contact: string }> {
    const { contact } = await this.settings.get()
    return { label, contact: contact === null ? '' : ` (${contact})` }
  }
}

function personOf(
  { issuer, subject, claims }: ProvenIdentity,
  { usernameClaim }: OidcSettings,
  words: { label: string; contact: string },
): Person | ProblemDraft {
  const told = claimOf(claims, usernameClaim)
  if (typeof told !== 'string' || told === '')
    return { code: 'LOG_IN_REFUSED', text: 'oidcClaimMissing', values: { ...words, claim: usernameClaim } }
  const username = usernameField.safeParse(told)
  if (!username.success) return { code: 'LOG_IN_REFUSED', text: 'oidcNameForm', values: words }
  const { name } = claims
  return { issuer, subject, username: username.data, displayName: typeof name === 'string' ? name : null }
}
