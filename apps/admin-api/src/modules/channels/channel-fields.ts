import { DIALECT_IDS } from '@tollgate/protocols/vendors'
import { z } from 'zod'
import { nameField, textField } from '../../graphql/fields.js'
import { keyLimitsField } from '../../graphql/rate-limits.types.js'
import { callSettingsFields, toCallSettings } from './call-settings.js'
import { findMappingCycle } from './find-mapping-cycle.js'
import { SHARED_NAMES_MAX, toMapping } from './model-mapping.js'
import { parseBaseUrl } from './parse-base-url.js'
import { traitsField } from './traits-fields.js'

const MAX_TIMEOUT_MS = 3_600_000
const MAX_PRIORITY = 1_000_000
const MAX_CYCLE_TEXT = 500
const modelName = nameField(256)
const timeoutMs = z.int().min(1, 'mustBePositive').max(MAX_TIMEOUT_MS, 'tooLarge').nullish()

/** A key goes into a header: visible characters only. */
export const secretKeyField = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,4096}$/, 'invalid')

/** Several entries may share a public name: then its calls go to any of their upstream names. */
const mapping = z
  .array(z.object({ publicName: modelName, upstreamName: modelName }))
  .max(10_000, 'tooMany')
  .refine(
    (pairs) => hasNoTwins(pairs.map(({ publicName, upstreamName }) => `${publicName}\n${upstreamName}`)),
    'duplicate',
  )
  .transform(toMapping)
  .superRefine((mapped, context) => {
    if (Object.values(mapped).some((names) => typeof names !== 'string' && names.length > SHARED_NAMES_MAX))
      context.addIssue({ code: 'custom', message: 'tooMany' })
    const cycle = findMappingCycle(mapped)
    if (cycle === undefined) return
    const names = [...cycle, cycle[0]].join(' → ').slice(0, MAX_CYCLE_TEXT)
    context.addIssue({ code: 'custom', message: 'mappingCycle', params: { names } })
  })

const settings = z
  .object({
    onClientAbort: z.enum(['auto', 'cancel', 'drain']).nullish(),
    headerTimeoutMs: timeoutMs,
    idleTimeoutMs: timeoutMs,
    timeoutMs,
    dialects: z.array(z.enum(DIALECT_IDS, 'invalid')).max(8, 'tooMany').refine(hasNoTwins, 'duplicate').nullish(),
    apiVersion: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.-]{1,32}$/, 'invalid')
      .nullish(),
    traits: traitsField.nullish(),
    ...callSettingsFields,
  })
  .transform((given) => ({
    onClientAbort: given.onClientAbort ?? ('auto' as const),
    headerTimeoutMs: given.headerTimeoutMs ?? null,
    idleTimeoutMs: given.idleTimeoutMs ?? null,
    timeoutMs: given.timeoutMs ?? null,
    dialects: given.dialects ?? [],
    apiVersion: given.apiVersion ?? null,
    traits: given.traits ?? {},
    ...toCallSettings(given),
  }))

/** Fields of a channel as they come from a form or a state file; each is optional here, names of texts as messages. */
export const channelFields = z.object({
  name: nameField(128),
  description: textField(2_000),
  baseUrl: z
    .string()
    .refine((text) => parseBaseUrl(text) !== undefined, 'invalidBaseUrl')
    .transform((text) => parseBaseUrl(text)?.text ?? text),
  keys: z.array(secretKeyField).max(1_000, 'tooMany').refine(hasNoTwins, 'duplicate'),
  /** Of the keys, in their order. */
  limitsOfKeys: z.array(keyLimitsField).max(1_000, 'tooMany'),
  models: z
    .array(modelName)
    .max(10_000, 'tooMany')
    .transform((names) => [...new Set(names)]),
  modelMapping: mapping,
  priority: z.int().min(-MAX_PRIORITY, 'tooLarge').max(MAX_PRIORITY, 'tooLarge'),
  weight: z.number().min(0, 'notNegative').max(1_000_000, 'tooLarge'),
  tags: z
    .array(nameField(64))
    .max(100, 'tooMany')
    .transform((tags) => [...new Set(tags)]),
  isActive: z.boolean(),
  schedulable: z.boolean(),
  settings,
})

function hasNoTwins(entries: readonly string[]): boolean {
  return new Set(entries).size === entries.length
}
