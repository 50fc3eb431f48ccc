import {
  isForbiddenHeader,
  isForbiddenParameter,
  isHeaderValue,
  PARAMETERS_MAX_CHARACTERS,
  QUEUE_LENGTH_MAX,
  type RateLimits,
} from '@tollgate/protocols/events'
import { z } from 'zod'
import { keyLimitsField, limitsField } from '../../graphql/rate-limits.types.js'

const MAX_OVERRIDES = 32
const MAX_QUEUE_MS = 600_000

/** How many calls a channel and its keys bear, and what is set on each call: stored as gateways read it. */
export interface CallSettings {
  /** Of the channel as a whole, over all gateways. */
  limits: RateLimits
  /** Of each key that states none. */
  keyLimits: Pick<RateLimits, 'rpm' | 'tpm'>
  queueLength: number | null
  queueTimeoutMs: number | null
  headers: Record<string, string>
  parameters: Record<string, z.core.util.JSONType>
  proxyUrl: string | null
}

const headers = z
  .array(z.object({ name: z.string().trim().toLowerCase(), value: z.string().trim() }))
  .max(MAX_OVERRIDES, 'tooMany')
  .superRefine((entries, context) => {
    for (const [index, { name, value }] of entries.entries()) {
      if (isForbiddenHeader(name))
        context.addIssue({ code: 'custom', message: 'overrideForbidden', params: { name }, path: [index, 'name'] })
      else if (!isHeaderValue(value)) context.addIssue({ code: 'custom', message: 'invalid', path: [index, 'value'] })
    }
    if (new Set(entries.map(({ name }) => name)).size < entries.length) {
      context.addIssue({ code: 'custom', message: 'duplicate' })
    }
  })
  .transform((entries) => Object.fromEntries(entries.map(({ name, value }) => [name, value])))

/** JSON of one object; a member that is null is taken out of what is sent. */
const parameters = z
  .string()
  .max(PARAMETERS_MAX_CHARACTERS, 'tooLong')
  .transform((text, context) => {
    const value = text.trim() === '' ? {} : parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'invalid' })
      return z.NEVER
    }
    const parsed = value as Record<string, z.core.util.JSONType>
    for (const name of Object.keys(parsed)) {
      if (isForbiddenParameter(name))
        context.addIssue({ code: 'custom', message: 'overrideForbidden', params: { name } })
    }
    return parsed
  })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `http://host:port` and nothing more: what goes to a proxy is encrypted for the upstream. */
const proxyUrl = z
  .string()
  .trim()
  .max(300, 'tooLong')
  .refine((text) => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    return (
      url.protocol === 'http:' &&
      url.username === '' &&
      url.password === '' &&
      url.pathname === '/' &&
      url.search === ''
    )
  }, 'invalid')
  .transform((text) => new URL(text).origin)

/** Fields of `ChannelSettingsInput` beside those that say how long and how. */
export const callSettingsFields = {
  limits: limitsField.nullish(),
  keyLimits: keyLimitsField.nullish(),
  queueLength: z.int().min(0, 'notNegative').max(QUEUE_LENGTH_MAX, 'tooLarge').nullish(),
  queueTimeoutMs: z.int().min(1, 'mustBePositive').max(MAX_QUEUE_MS, 'tooLarge').nullish(),
  headers: headers.nullish(),
  parameters: parameters.nullish(),
  proxyUrl: proxyUrl.nullish(),
}

const onlySet = <Limits extends object>(limits: Limits | null | undefined): Partial<Limits> =>
  Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value != null)) as Partial<Limits>

/** What is stored or given, gaps filled. */
export const toCallSettings = (
  given: { [Name in keyof CallSettings]?: CallSettings[Name] | null | undefined },
): CallSettings => ({
  limits: onlySet(given.limits),
  keyLimits: onlySet(given.keyLimits),
  queueLength: given.queueLength ?? null,
  queueTimeoutMs: given.queueTimeoutMs ?? null,
  headers: given.headers ?? {},
  parameters: given.parameters ?? {},
  proxyUrl: given.proxyUrl ?? null,
})
