import * as z from 'zod/mini'
import { TRAIT_KINDS, TRAIT_NAMES, toTraitForm, toTraitsInput } from '@/components/traits/trait-form'
import type { ChannelSettingsInput, ClientAbortPolicy, Dialect } from '@/gql/graphql'
import type { ChannelDetail } from '@/lib/admin-api/channels'

export type StoredSettings = ChannelDetail['settings']

export const ABORT_POLICIES = ['AUTO', 'CANCEL', 'DRAIN'] as const satisfies readonly ClientAbortPolicy[]
export const DIALECTS = [
  'OPENAI_CHAT',
  'OPENAI_RESPONSES',
  'ANTHROPIC_MESSAGES',
  'GEMINI_GENERATE',
] as const satisfies readonly Dialect[]

/** The sentences of the form's own checks. */
export type ChannelSettingsWords = Record<
  'countWrong' | 'secondsWrong' | 'headersWrong' | 'parametersWrong' | 'proxyWrong' | 'apiVersionWrong',
  string
>

const isCount = (text: string) => text === '' || /^\d{1,9}$/.test(text)
const isSeconds = (text: string) => text === '' || (/^\d{1,4}(\.\d{1,3})?$/.test(text) && Number(text) > 0)

function isProxy(text: string): boolean {
  if (text === '') return true
  if (!URL.canParse(text)) return false
  const { protocol, username, pathname, search } = new URL(text)
  return protocol === 'http:' && username === '' && pathname === '/' && search === ''
}

function isObject(text: string): boolean {
  if (text.trim() === '') return true
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Each control as text, and '' for: the default. */
export function createChannelSettingsSchema(words: ChannelSettingsWords) {
  const text = (isRight: (text: string) => boolean, message: string) =>
    z.string().check(z.trim(), z.refine(isRight, message))
  const count = text(isCount, words.countWrong)
  const seconds = text(isSeconds, words.secondsWrong)
  return z.object({
    ...{ rpm: count, tpm: count, concurrency: count, keyRpm: count, keyTpm: count },
    ...{ queueLength: count, queueSeconds: seconds },
    ...{ headerSeconds: seconds, idleSeconds: seconds, totalSeconds: seconds },
    onClientAbort: z.enum(ABORT_POLICIES),
    proxyUrl: text(isProxy, words.proxyWrong),
    headers: text((lines) => parseHeaders(lines) !== undefined, words.headersWrong),
    parameters: text(isObject, words.parametersWrong),
    dialect: z.string(),
    apiVersion: z.string().check(z.trim(), z.regex(/^[A-Za-z0-9.-]{0,32}$/, words.apiVersionWrong)),
    traits: z.record(z.string(), z.string()).check(({ value, issues }) => {
      for (const name of TRAIT_NAMES)
        if (TRAIT_KINDS[name] === 'tokens' && !isCount((value[name] ?? '').trim()))
          issues.push({ code: 'custom', input: value, path: [name], message: words.countWrong })
    }),
  })
}

export type ChannelSettingsForm = z.infer<ReturnType<typeof createChannelSettingsSchema>>

const textOf = (count: number | null | undefined): string => (count == null ? '' : String(count))
const secondsOf = (ms: number | null | undefined): string => (ms == null ? '' : String(ms / 1_000))

export const toSettingsForm = (stored: StoredSettings): ChannelSettingsForm => ({
  rpm: textOf(stored.limits.rpm),
  tpm: textOf(stored.limits.tpm),
  concurrency: textOf(stored.limits.concurrency),
  keyRpm: textOf(stored.keyLimits.rpm),
  keyTpm: textOf(stored.keyLimits.tpm),
  queueLength: textOf(stored.queueLength),
  queueSeconds: secondsOf(stored.queueTimeoutMs),
  headerSeconds: secondsOf(stored.headerTimeoutMs),
  idleSeconds: secondsOf(stored.idleTimeoutMs),
  totalSeconds: secondsOf(stored.timeoutMs),
  onClientAbort: stored.onClientAbort,
  proxyUrl: stored.proxyUrl ?? '',
  headers: stored.headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
  parameters: stored.parameters,
  dialect: stored.dialects[0] ?? '',
  apiVersion: stored.apiVersion ?? '',
  traits: toTraitForm(stored.traits),
})

const countOf = (text: string): number | null => (text === '' ? null : Number(text))
const msOf = (seconds: string): number | null => (seconds === '' ? null : Math.round(Number(seconds) * 1_000))

/** All settings: what an update leaves out would take its default. */
export function toSettingsInput(form: ChannelSettingsForm, stored: StoredSettings): ChannelSettingsInput {
  const isSameDialect = form.dialect === (stored.dialects[0] ?? '')
  return {
    limits: { rpm: countOf(form.rpm), tpm: countOf(form.tpm), concurrency: countOf(form.concurrency) },
    keyLimits: { rpm: countOf(form.keyRpm), tpm: countOf(form.keyTpm) },
    queueLength: countOf(form.queueLength),
    queueTimeoutMs: msOf(form.queueSeconds),
    headerTimeoutMs: msOf(form.headerSeconds),
    idleTimeoutMs: msOf(form.idleSeconds),
    timeoutMs: msOf(form.totalSeconds),
    onClientAbort: form.onClientAbort,
    proxyUrl: form.proxyUrl || null,
    headers: parseHeaders(form.headers) ?? [],
    parameters: form.parameters || null,
    dialects: isSameDialect ? stored.dialects : DIALECTS.filter((dialect) => dialect === form.dialect),
    apiVersion: form.apiVersion || null,
    traits: toTraitsInput(form.traits),
  }
}

/** `name: value`, one a line. @returns `undefined` where a line is none */
export function parseHeaders(text: string): { name: string; value: string }[] | undefined {
  const headers: { name: string; value: string }[] = []
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '')) {
    const match = /^\s*([^\s:]+)\s*:\s*(\S.*?)\s*$/.exec(line)
    if (match === null) return undefined
    headers.push({ name: match[1] ?? '', value: match[2] ?? '' })
  }
  return headers
}
