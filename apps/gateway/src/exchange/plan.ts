import {
  affordableLimit,
  type CallBounds,
  isBeyondContext,
  LEAST_CLAMPED_LIMIT_TOKENS,
  type Ratio,
  upperBound,
} from '@tollgate/pricing'
import { type DialectId, GatewayError, isGatewayError, type Warning } from '@tollgate/protocols/canonical'
import type { TargetTraits } from '@tollgate/protocols/dialects'
import type { ModelRecord, PriceVersionRecord } from '@tollgate/protocols/events'
import { mustTranslate, overrideMembers } from '@tollgate/protocols/passthrough'
import { resolveTraits } from '@tollgate/protocols/vendors'
import { priceOn } from '../admission/authorise.js'
import { dialectFor } from '../catalog/target.js'
import type { Candidate } from '../routing/route.js'
import { describeWarnings } from './describe-warnings.js'
import type { AttemptSource, Operation } from './operations/operation.js'

/** Sent where neither the client nor the model's record names a limit. */
export const DEFAULT_OUTPUT_LIMIT_TOKENS = 4_096
/** Above what any model can write; a limit beyond it is a mistake of the client. */
const MAX_OUTPUT_LIMIT_TOKENS = 1_000_000

export type PlanMode = 'passthrough' | 'translate'

/** How one target would be called. */
export interface AttemptPlan {
  candidate: Candidate
  /** In which the upstream is spoken to. */
  dialect: DialectId
  traits: TargetTraits
  mode: PlanMode
  /** The output limit that is sent; it may be raised to that of `bounds` where thinking counts within it. */
  outputLimitTokens: number
  /** Absent: free, for an owner who accepts models without a price. */
  price: PriceVersionRecord | undefined
  bounds: CallBounds
  /** The most that this attempt can cost. */
  boundNanos: bigint
}

export interface CallPlan {
  attempts: readonly AttemptPlan[]
  /** The largest bound over all attempts. */
  neededNanos: bigint
  /** The same with the output limit that is least of use: the client's, or where it set none one that is worth a call. */
  leastNanos: bigint
  leastLimitTokens: number
  /** The largest that any attempt sends. */
  outputLimitTokens: number
  ratio: Ratio
  warnings: readonly Warning[]
}

export interface PlanQuestion {
  operation: Operation
  model: ModelRecord
  candidates: readonly Candidate[]
  ratio: Ratio
  acceptsUnpriced: boolean
  /** Translate even where bytes could pass through. */
  mustTranslate: boolean
  nowMs: number
  dialect: DialectId
  /** Targets that would lose something are left out. */
  isStrict: boolean
}

/**
 * The request as it will be sent to each target, and what that can cost at most.
 * @throws GatewayError `model_not_priced` where no target has a price, `invalid_request` where the prompt cannot fit
 */
export function planCall(question: PlanQuestion): CallPlan {
  const { operation, model, candidates, ratio } = question
  const { request } = operation
  const wanted = request.settings.maxOutputTokens
  const bounds: CallBounds = {
    ...operation.size(),
    contextTokens: model.contextTokens == null ? undefined : model.contextTokens * operation.promptCount,
    outputLimitTokens: 0,
    choiceCount: request.settings.choiceCount ?? 1,
  }
  if (isBeyondContext(bounds)) {
    throw new GatewayError('invalid_request', {
      message: `The prompt is longer than the context of ${bounds.contextTokens} tokens.`,
      param: operation.promptField,
      vendorCode: 'context_length_exceeded',
    })
  }
  const attempts: AttemptPlan[] = []
  const isRewritten = question.mustTranslate || mustTranslate(request, question.dialect)
  for (const candidate of candidates) {
    const price = priceOn(model, candidate.target.channelId, question.nowMs)
    if (price === undefined && !question.acceptsUnpriced) continue
    const { target, upstreamModel } = candidate
    const dialect = dialectFor(target, question.dialect, operation.among)
    const traits = resolveTraits({
      vendor: target.vendor,
      upstreamModel,
      model: model.traits,
      channel: target.settings.traits,
    })
    const mode: PlanMode = dialect === question.dialect && !isRewritten ? 'passthrough' : 'translate'
    const { limitTokens, mostTokens } = limitsOf(question, { dialect, traits, mode })
    const textBytes = bounds.textBytes + (target.overrides?.parameterBytes ?? 0)
    // keys of one channel cost the same: reckoned once
    const alike = attempts.find((other) => isBoundedBy(other.bounds, { textBytes, outputLimitTokens: mostTokens }))
    const own = alike?.bounds ?? { ...bounds, textBytes, outputLimitTokens: mostTokens }
    const twin = attempts.find((other) => other.price === price && other.bounds === own)
    const boundNanos = twin?.boundNanos ?? boundOf(own, price, ratio)
    attempts.push({ candidate, dialect, traits, mode, outputLimitTokens: limitTokens, price, bounds: own, boundNanos })
  }
  if (attempts.length > 0 && question.isStrict) keepWhole(attempts, operation)
  if (attempts.length === 0) {
    throw new GatewayError('model_not_priced', {
      message: `The model \`${model.name}\` has no price and is not served.`,
    })
  }
  const neededNanos = largest(attempts.map(({ boundNanos }) => boundNanos))
  const outputLimitTokens = Math.max(...attempts.map((attempt) => attempt.outputLimitTokens))
  const leastLimitTokens = wanted ?? LEAST_CLAMPED_LIMIT_TOKENS
  return {
    attempts,
    neededNanos,
    leastNanos: leastOf(attempts, { leastLimitTokens, ratio }),
    leastLimitTokens,
    outputLimitTokens,
    ratio,
    warnings: wanted !== undefined && wanted > outputLimitTokens ? [clampedTo(outputLimitTokens)] : [],
  }
}

/** What is sent as the limit of an answer, and what that may be raised to where thinking counts within it. */
function limitsOf(
  { operation, model }: PlanQuestion,
  { dialect, traits, mode }: Pick<AttemptPlan, 'dialect' | 'traits' | 'mode'>,
): { limitTokens: number; mostTokens: number } {
  const most = Math.min(
    model.maxOutputTokens ?? model.contextTokens ?? MAX_OUTPUT_LIMIT_TOKENS,
    traits.maxOutputTokens ?? MAX_OUTPUT_LIMIT_TOKENS,
  )
  const unsaid = model.maxOutputTokens ?? traits.defaultMaxOutputTokens ?? DEFAULT_OUTPUT_LIMIT_TOKENS
  const limitTokens = Math.min(operation.request.settings.maxOutputTokens ?? unsaid, most)
  if (mode === 'passthrough') return { limitTokens, mostTokens: limitTokens }
  const limits = { limitTokens, mostTokens: Math.max(limitTokens, most) }
  return { limitTokens, mostTokens: operation.mostOutputTokens?.({ dialect, traits }, limits) ?? limitTokens }
}

/**
 * Lowers the output limits to what was granted, where that is less than was needed.
 * @returns `undefined` where the money does not suffice for the least useful limit
 */
export function lowerToMoney(plan: CallPlan, grantedNanos: bigint): CallPlan | undefined {
  if (grantedNanos >= plan.neededNanos) return plan
  const terms = { ratio: plan.ratio, headroomNanos: grantedNanos, leastTokens: plan.leastLimitTokens }
  const affordable: number[] = []
  for (const { bounds, price } of plan.attempts) {
    const tokens = price === undefined ? bounds.outputLimitTokens : affordableLimit(bounds, price, terms)
    if (tokens === undefined) return undefined
    affordable.push(tokens)
  }
  const limit = Math.min(plan.outputLimitTokens, ...affordable)
  const attempts = plan.attempts.map((attempt, index) => {
    const isRaised = attempt.bounds.outputLimitTokens > attempt.outputLimitTokens
    const outputLimitTokens = Math.min(attempt.outputLimitTokens, limit)
    const most = isRaised ? Math.max(outputLimitTokens, affordable[index] ?? 0) : outputLimitTokens
    const bounds = { ...attempt.bounds, outputLimitTokens: most }
    return { ...attempt, outputLimitTokens, bounds, boundNanos: boundOf(bounds, attempt.price, plan.ratio) }
  })
  return {
    ...plan,
    attempts,
    outputLimitTokens: limit,
    neededNanos: largest(attempts.map(({ boundNanos }) => boundNanos)),
    warnings: limit < plan.outputLimitTokens ? [...plan.warnings, clampedTo(limit)] : plan.warnings,
  }
}

/** The body that an attempt sends, what its dialect could not carry, and what it calls the client's functions. */
export interface EncodedAttempt {
  body: string
  /** Of further calls, one after the other. */
  moreBodies?: readonly string[] | undefined
  warnings: readonly Warning[]
  toolNames?: ReadonlyMap<string, string> | undefined
  /** A code fence around the answer is to be taken off. */
  isJsonInWords?: true | undefined
}

/** @throws GatewayError `invalid_request` where the target's dialect has no place for what must not be lost */
export function encodeAttempt(operation: Operation, attempt: AttemptPlan, source: AttemptSource): EncodedAttempt {
  const encoded = encodeAsPlanned(operation, attempt, source)
  const { overrides } = attempt.candidate.target
  if (overrides === undefined || overrides.parameterBytes === 0) return encoded
  const withOverrides = (body: string): string => overrideMembers(body, overrides.parameters)
  return { ...encoded, body: withOverrides(encoded.body), moreBodies: encoded.moreBodies?.map(withOverrides) }
}

function encodeAsPlanned(operation: Operation, attempt: AttemptPlan, source: AttemptSource): EncodedAttempt {
  switch (attempt.mode) {
    case 'passthrough':
      return { body: operation.rewrite(attempt, source), warnings: clampOf(operation, attempt) }
    case 'translate': {
      const { body, moreBodies, ...encoded } = operation.translate(attempt, source)
      const more = moreBodies?.map((one) => JSON.stringify(one))
      return { body: JSON.stringify(body), ...(more && { moreBodies: more }), ...encoded }
    }
  }
}

/** Strict mode: takes out the attempts that would lose something. @throws GatewayError where none is left */
function keepWhole(attempts: AttemptPlan[], operation: Operation): void {
  let refusal: GatewayError | undefined
  for (const attempt of [...attempts]) {
    const loss = lossOf(attempt, operation)
    if (loss === undefined) continue
    refusal = loss
    attempts.splice(attempts.indexOf(attempt), 1)
  }
  if (attempts.length === 0 && refusal !== undefined) throw refusal
}

function lossOf(attempt: AttemptPlan, operation: Operation): GatewayError | undefined {
  try {
    const { request } = operation
    const isPassed = attempt.mode === 'passthrough'
    const warnings = isPassed ? clampOf(operation, attempt) : operation.translate(attempt, { request }).warnings
    if (warnings.length === 0) return undefined
    const { dropped, clamped } = describeWarnings(warnings)
    const lost = [dropped, clamped].filter((text) => text !== '').join(', ')
    const message = `No channel of this model can carry the request whole, and the key is strict: ${lost}.`
    return new GatewayError('invalid_request', { message })
  } catch (error) {
    if (isGatewayError(error)) return error
    throw error
  }
}

/** A limit of the client that is above what the target can write. */
function clampOf({ request }: Operation, { outputLimitTokens }: AttemptPlan): Warning[] {
  const wanted = request.settings.maxOutputTokens
  return wanted !== undefined && wanted > outputLimitTokens ? [clampedTo(outputLimitTokens)] : []
}

const isBoundedBy = (
  bounds: CallBounds,
  { textBytes, outputLimitTokens }: Pick<CallBounds, 'textBytes' | 'outputLimitTokens'>,
): boolean => bounds.textBytes === textBytes && bounds.outputLimitTokens === outputLimitTokens

const boundOf = (bounds: CallBounds, price: PriceVersionRecord | undefined, ratio: Ratio): bigint =>
  price === undefined ? 0n : upperBound(bounds, price, ratio)

const leastOf = (
  attempts: readonly AttemptPlan[],
  { leastLimitTokens, ratio }: { leastLimitTokens: number; ratio: Ratio },
): bigint =>
  largest(
    attempts.filter(isFirstOfItsCost).map(({ bounds, price, boundNanos }) => {
      if (bounds.outputLimitTokens <= leastLimitTokens) return boundNanos
      return boundOf({ ...bounds, outputLimitTokens: leastLimitTokens }, price, ratio)
    }),
  )

const isFirstOfItsCost = ({ bounds, price }: AttemptPlan, index: number, all: readonly AttemptPlan[]): boolean =>
  all.findIndex((other) => other.bounds === bounds && other.price === price) === index

const largest = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (a > b ? a : b), 0n)

const clampedTo = (to: number): Warning => ({ type: 'clamped', field: 'max_tokens', to })
