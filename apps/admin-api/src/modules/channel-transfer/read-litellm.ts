import type { Ability } from '@tollgate/protocols/events'
import { VENDORS } from '@tollgate/protocols/vendors'
import { z } from 'zod'
import {
  type CatalogDraft,
  type ChannelDraft,
  emptyDraft,
  faultAt,
  type Place,
  type SecretValues,
} from './catalog-draft.js'
import { faultsOfSchema } from './faults-of-schema.js'
import { parseLitellmModel } from './litellm-provider.js'
import { resolveSecrets } from './resolve-secrets.js'

// what LiteLLM's documentation says of config.yaml; everything else in an entry is left alone
const flag = z.boolean().nullish()
const count = z.number().nullish()
const entrySchema = z.object({
  model_name: z.string().min(1, 'nameRequired').max(256, 'tooLong'),
  litellm_params: z.object({
    model: z.string().min(1, 'nameRequired').max(256, 'tooLong'),
    api_base: z.string().nullish(),
    api_key: z.string().nullish(),
    api_version: z.string().nullish(),
    custom_llm_provider: z.string().nullish(),
    weight: count,
    rpm: count,
    tpm: count,
  }),
  model_info: z
    .object({
      max_tokens: count,
      max_input_tokens: count,
      max_output_tokens: count,
      input_cost_per_token: count,
      supports_vision: flag,
      supports_function_calling: flag,
      supports_reasoning: flag,
      supports_response_schema: flag,
      mode: z.string().nullish(),
    })
    .nullish(),
})
type Entry = z.infer<typeof entrySchema>

/** One entry of `model_list`, understood. */
interface Deployment extends Place {
  publicName: string
  upstreamName: string
  type: ChannelDraft['type']
  baseUrl: string
  apiVersion: string | undefined
  key: string | undefined
  /** Requests and tokens in any minute, of this key. */
  limits: KeyLimits
}

interface KeyLimits {
  rpm?: number
  tpm?: number
}

/**
 * `model_list` of a LiteLLM `config.yaml`. Entries of one server whose keys serve the same models become one channel with
 * all these keys.
 */
export function readLitellm(
  { model_list: list }: { model_list: readonly unknown[] },
  { lineOf, secrets }: { lineOf: (path: readonly (string | number)[]) => number | undefined; secrets: SecretValues },
): CatalogDraft {
  const draft = emptyDraft()
  const deployments: Deployment[] = []
  const skipped = { limits: 0, prices: 0 }
  for (const [index, given] of list.entries()) {
    const name = (given as { model_name?: unknown } | null)?.model_name
    const place = {
      row: index + 1,
      line: lineOf(['model_list', index]),
      ...(typeof name === 'string' && { name }),
    }
    const resolved = resolveSecrets(given, secrets)
    for (const missing of resolved.missing)
      draft.faults.push(faultAt(place, 'importSecretMissing', { path: ['api_key'], values: { name: missing } }))
    const parsed = entrySchema.safeParse(resolved.value)
    if (!parsed.success) {
      draft.faults.push(...faultsOfSchema(parsed.error, place))
      continue
    }
    const deployment = readEntry(draft, parsed.data, place)
    if (deployment === undefined) continue
    deployments.push(deployment)
    draft.models.push({ ...placeOf(place), name: deployment.publicName, ...factsOf(parsed.data) })
    if (parsed.data.model_info?.input_cost_per_token != null) skipped.prices++
  }
  draft.channels.push(...toChannels(deployments, () => skipped.limits++))
  if (skipped.limits > 0) draft.notes.push(note('importLimitsSkipped', skipped.limits))
  if (skipped.prices > 0) draft.notes.push(note('importPricesSkipped', skipped.prices))
  return draft
}

const note = (text: 'importLimitsSkipped' | 'importPricesSkipped', total: number): CatalogDraft['notes'][number] => ({
  code: 'BAD_USER_INPUT',
  text,
  values: { count: total },
})

function readEntry(
  draft: CatalogDraft,
  { model_name: publicName, litellm_params: params }: Entry,
  place: Place & { name?: string },
): Deployment | undefined {
  if (publicName.includes('*') || params.model.includes('*')) {
    draft.faults.push(faultAt(place, 'importPattern', { path: ['model_name'] }))
    return undefined
  }
  const provider = params.custom_llm_provider ?? undefined
  const known = parseLitellmModel(params.model, { provider, hasBase: params.api_base != null })
  if (known === undefined) {
    const values = { model: params.model }
    draft.faults.push(faultAt(place, 'importUnknownProvider', { path: ['litellm_params', 'model'], values }))
    return undefined
  }
  const baseUrl = params.api_base ?? VENDORS[known.type].defaultBaseUrl
  if (baseUrl === null) {
    draft.faults.push(faultAt(place, 'importMissing', { path: ['litellm_params', 'api_base'] }))
    return undefined
  }
  return {
    ...placeOf(place),
    ...{ publicName, baseUrl, ...known },
    apiVersion: params.api_version ?? undefined,
    key: params.api_key || undefined,
    limits: { ...(params.rpm != null && { rpm: params.rpm }), ...(params.tpm != null && { tpm: params.tpm }) },
  }
}

/**
 * Server and version → key → the models that it serves there; equal sets with equal limits are one channel.
 * @param onSkippedLimits told of each key that has another limit for each of its models
 */
function toChannels(deployments: readonly Deployment[], onSkippedLimits: () => void): ChannelDraft[] {
  const byKey = new Map<string, Deployment[][]>()
  for (const deployment of deployments) {
    const { type, baseUrl, apiVersion, key } = deployment
    const id = JSON.stringify([type, baseUrl, apiVersion ?? null, key ?? null])
    const sets = byKey.get(id) ?? []
    // one public name may stand for two models of one server: that takes two channels
    const fitting = sets.find((set) => mayJoin(set, deployment))
    if (fitting === undefined) sets.push([deployment])
    else fitting.push(deployment)
    byKey.set(id, sets)
  }
  const bySet = new Map<string, Deployment[][]>()
  for (const set of [...byKey.values()].flat()) {
    const [first] = set
    const names = set.map(({ publicName, upstreamName }) => `${publicName}\n${upstreamName}`).toSorted()
    const place = [first?.type, first?.baseUrl, first?.apiVersion ?? null, first?.key === undefined]
    const limits = limitsOf(set)
    if (limits === undefined) onSkippedLimits()
    const id = JSON.stringify([place, names, limits ?? null])
    bySet.set(id, [...(bySet.get(id) ?? []), set])
  }
  const taken = new Set<string>()
  return [...bySet.values()].flatMap((sets) => {
    const [first] = sets[0] ?? []
    return first === undefined ? [] : [toChannel(first, sets, taken)]
  })
}

/** What all of a key's models have in common; `undefined` where they differ. */
function limitsOf(set: readonly Deployment[]): KeyLimits | undefined {
  const limits = set[0]?.limits ?? {}
  return set.every((other) => JSON.stringify(other.limits) === JSON.stringify(limits)) ? limits : undefined
}

const mayJoin = (set: readonly Deployment[], { publicName, upstreamName }: Deployment): boolean =>
  set.every((other) => other.publicName !== publicName || other.upstreamName === upstreamName)

function toChannel(first: Deployment, sets: readonly (readonly Deployment[])[], taken: Set<string>): ChannelDraft {
  const { row, line, type, baseUrl, apiVersion } = first
  const models = sets[0] ?? []
  const keys = sets.flatMap(([deployment]) => deployment?.key ?? [])
  const keyLimits = limitsOf(models) ?? {}
  const settings = {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(Object.keys(keyLimits).length > 0 && { keyLimits }),
  }
  const mapped = models.filter(({ publicName, upstreamName }) => publicName !== upstreamName)
  return {
    ...{ row, line, type, baseUrl, name: nameOf(baseUrl, taken) },
    models: [...new Set(models.filter((model) => !mapped.includes(model)).map(({ publicName }) => publicName))],
    modelMapping: Object.fromEntries(mapped.map(({ publicName, upstreamName }) => [publicName, upstreamName])),
    ...(keys.length > 0 && { keys: [...new Set(keys)] }),
    ...(Object.keys(settings).length > 0 && { settings }),
  }
}

/** The host, and a number where it is taken: the same file gives the same names. */
function nameOf(baseUrl: string, taken: Set<string>): string {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl.slice(0, 100)
  let name = base
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`
  taken.add(name)
  return name
}

const placeOf = ({ row, line }: Place): Place => ({ row, ...(line !== undefined && { line }) })

function factsOf({
  model_info: info,
}: Entry): Pick<CatalogDraft['models'][number], 'atLeastAbilities' | 'contextTokens' | 'maxOutputTokens'> {
  if (info == null) return {}
  const abilities: Ability[] = []
  if (info.supports_function_calling) abilities.push('tools')
  if (info.supports_vision) abilities.push('vision')
  if (info.supports_reasoning) abilities.push('reasoning')
  if (info.supports_response_schema) abilities.push('json')
  if (info.mode === 'embedding') abilities.push('embedding')
  const most = info.max_output_tokens ?? info.max_tokens
  return {
    ...(abilities.length > 0 && { atLeastAbilities: abilities }),
    ...(info.max_input_tokens != null && { contextTokens: info.max_input_tokens }),
    ...(most != null && { maxOutputTokens: most }),
  }
}
