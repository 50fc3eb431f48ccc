import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { ROUTING_STRATEGIES } from '@tollgate/protocols/events'
import { z } from 'zod'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { textField, withoutNulls } from '../../graphql/fields.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { isHostPort, isTimeZone, isUsernamePattern } from './setting-rules.js'
import { SettingsRepository, type SettingsRow } from './settings.repository.js'
import type { Installation, UpdateSettingsInput } from './settings.types.js'
import { tiersField } from './tiers-field.js'

const MAX_PROBE_MINUTES = 43_200
const patchSchema = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'invalid')
    .optional(),
  timeZone: z.string().max(64).refine(isTimeZone, 'invalidTimeZone').optional(),
  usernamePattern: z.string().refine(isUsernamePattern, 'invalidPattern').optional(),
  maxRetries: z.int().min(0, 'notNegative').max(5, 'tooLarge').optional(),
  cooldown: z.boolean().optional(),
  autoDisable: z.boolean().optional(),
  routingStrategy: z.enum(ROUTING_STRATEGIES, 'invalid').optional(),
  affinity: z.boolean().optional(),
  limitsEnabled: z.boolean().optional(),
  tiers: tiersField.optional(),
  egressAllow: z
    .array(z.string().trim().toLowerCase().refine(isHostPort, 'invalidHostPort'))
    .max(1_000, 'tooMany')
    .optional(),
  notice: textField(2_000),
  probeMinutes: z.int().min(0, 'notNegative').max(MAX_PROBE_MINUTES, 'tooLarge').optional(),
  contact: textField(300),
  termsText: textField(20_000),
  termsVersion: textField(64),
  secondFactorRequired: z.boolean().optional(),
})
const NEVER_EMPTY = [
  'currency',
  'timeZone',
  'usernamePattern',
  'maxRetries',
  'cooldown',
  'autoDisable',
  'routingStrategy',
  'affinity',
  'limitsEnabled',
  'tiers',
  'egressAllow',
  'probeMinutes',
  'secondFactorRequired',
] as const

export type SettingsPatch = Omit<UpdateSettingsInput, 'version'>

@Injectable()
export class SettingsService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly settings: SettingsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async get(caller: Caller): Promise<SettingsRow> {
    assertCan(caller, 'settings:read')
    return this.settings.get()
  }

  /** For everybody, visitors too. */
  async installation(): Promise<Installation> {
    const { termsText, termsVersion, ...settings } = await this.settings.get()
    const { currency, timeZone, usernamePattern, notice, contact } = settings
    const terms = termsText === null || termsVersion === null ? null : { text: termsText, version: termsVersion }
    const { publicUrl, oidc } = this.config.env
    const { protocol, hostname } = new URL(publicUrl)
    const isInsecureHttp = protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    const noticeVersion = notice === null ? null : createHash('sha256').update(notice).digest('hex').slice(0, 16)
    return {
      currency,
      timeZone,
      usernamePattern,
      notice,
      noticeVersion,
      contact,
      terms,
      publicUrl,
      logInProvider: oidc?.label ?? null,
      isInsecureHttp,
    }
  }

  current(): Promise<SettingsRow> {
    return this.settings.get()
  }

  update(caller: Caller, { version, ...patch }: UpdateSettingsInput): Promise<Result<SettingsRow>> {
    assertCan(caller, 'settings:write')
    return this.database.attempt(async (tx) => {
      const row = await this.settings.lock(tx)
      if (row.version !== version) return refuse({ code: 'CONFLICT', text: 'changedMeanwhile' })
      return this.updateIn(tx, caller, row, patch)
    })
  }

  async updateIn(
    tx: Tx,
    caller: Caller,
    row: SettingsRow,
    patch: SettingsPatch,
    { isReauthenticated = false }: { isReauthenticated?: boolean } = {},
  ): Promise<SettingsRow> {
    assertCan(caller, 'settings:write')
    const parsed = patchSchema.safeParse(withoutNulls(patch, NEVER_EMPTY))
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const changed = changedFields(row, parsed.data) as Partial<SettingsRow>
    if (Object.keys(changed).length === 0) return row
    if (changed.egressAllow !== undefined) {
      assertCan(caller, 'settings:egress')
      if (this.config.env.isEgressLocked) return refuse(badInput('egressLocked', ['egressAllow']))
      // a token was given to a program by hand; an open browser may be anybody's
      if (caller.actor?.via === 'session' && !isReauthenticated)
        return refuse(badInput('egressNeedsPassword', ['egressAllow']))
    }
    // balances and prices are figures without a unit of their own: under another name they would be other money
    if (changed.currency !== undefined && (await this.settings.hasBookings(tx)))
      return refuse(badInput('currencyIsBooked', ['currency']))
    const next = { ...row, ...changed }
    if ((next.termsText === null) !== (next.termsVersion === null))
      return refuse(badInput('termsNeedBoth', ['termsVersion']))
    const updated = await this.settings.update(tx, changed)
    await this.audit.record(tx, caller, {
      action: 'settings:update',
      targetKind: 'settings',
      before: fieldsOf(row, changed),
      after: changed,
    })
    return updated
  }
}
