import { isDialectId } from '@tollgate/protocols/canonical'
import { EMBEDDING_DIALECTS } from '@tollgate/protocols/embeddings'
import {
  type ApiKeyRecord,
  type CallerReason,
  type ExplainQuestion,
  type ExplainReply,
  ROUTING_MESSAGE_VERSION,
} from '@tollgate/protocols/events'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import { rowsOfCaller } from '../limits/caller-limits.js'
import type { LimitBook } from '../limits/limit-book.js'
import type { Router } from './router.js'

export interface ExplainCallWorld {
  nodeId: string
  snapshot: CatalogSnapshot
  /** Of the question's key; absent: none was named, or none is known. */
  key: ApiKeyRecord | undefined
  router: Router
  book: LimitBook
  nowMs: number
  /** Wall clock. */
  dateMs: number
}

/** What would become of a call now: what stands in the caller's way, and every channel and key with its reason. */
export function explainCall(question: ExplainQuestion, world: ExplainCallWorld): ExplainReply {
  const { snapshot, key, router, dateMs } = world
  const { modelName, needs } = question
  const groupId = key?.groupId ?? question.groupId
  const acceptsUnpriced = key?.acceptsUnpriced ?? question.acceptsUnpriced
  const callerReason = callerReasonOf(question, { ...world, groupId, acceptsUnpriced })
  const limit = callerReason === undefined ? limitOf(question, world) : undefined
  const explanation = router.explain({
    ...{ snapshot, modelName, groupId, acceptsUnpriced, dateMs },
    dialect: isDialectId(needs.dialect) ? needs.dialect : 'openai-chat',
    isNativeOnly: needs.isNativeOnly,
    among: needs.isEmbedding ? EMBEDDING_DIALECTS : undefined,
    needs: needs.abilities,
  })
  const reason = callerReason ?? limit?.reason
  return {
    v: ROUTING_MESSAGE_VERSION,
    nodeId: world.nodeId,
    at: new Date(dateMs).toISOString(),
    ...explanation,
    isScheduled: explanation.isScheduled && reason === undefined,
    ...(reason !== undefined && { callerReason: reason }),
    ...(limit !== undefined && { callerUntil: new Date(dateMs + limit.retryMs).toISOString() }),
  }
}

function callerReasonOf(
  { keyRecordName, modelName }: ExplainQuestion,
  { snapshot, key, groupId, acceptsUnpriced, dateMs }: ExplainCallWorld & { groupId: string; acceptsUnpriced: boolean },
): CallerReason | undefined {
  if (!snapshot.groupsById.has(groupId)) return 'no_such_group'
  const isExpired = key?.expiresAt != null && Date.parse(key.expiresAt) <= dateMs
  if (keyRecordName != null && (key === undefined || key.state !== 'active' || isExpired)) return 'key_inactive'
  const model = snapshot.modelsByName.get(modelName)
  if (model === undefined) return 'model_unknown'
  if (!model.isActive) return 'model_inactive'
  if (!model.groupIds.includes(groupId)) return 'model_not_in_group'
  if (key?.modelNames != null && !key.modelNames.includes(modelName)) return 'model_not_allowed'
  const isPriced = model.prices.some(({ validFrom }) => Date.parse(validFrom) <= dateMs)
  return isPriced || acceptsUnpriced ? undefined : 'no_price'
}

/** Looks only: nothing is counted. */
function limitOf(
  { modelName }: ExplainQuestion,
  { snapshot, key, book, nowMs }: ExplainCallWorld,
): { reason: CallerReason; retryMs: number } | undefined {
  if (key === undefined || !snapshot.areLimitsEnabled) return undefined
  const rows = rowsOfCaller(key, modelName, { tiers: snapshot.tiers, subjectOf: (id) => book.subject(id) })
  const full = book.findFull(rows, { requests: 1, tokens: 1, places: 1 }, nowMs)
  return full?.room === 'no' ? { reason: 'limit_reached', retryMs: full.retryMs } : undefined
}
