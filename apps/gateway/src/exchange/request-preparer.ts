import type { Egress } from '@tollgate/egress'
import { type CanonicalRequest, GatewayError } from '@tollgate/protocols/canonical'
import { fetchMedium } from '../media/fetch-media.js'
import { inlineMedia, MAX_FETCHED_MEDIA, mediaUrlsOf } from '../media/inline-media.js'
import { nameMediaField } from '../media/name-media-field.js'
import { callsWithoutState, restoreStash } from '../stash/restore-stash.js'
import type { StashService } from '../stash/stash.service.js'
import type { CallContext } from './call-context.js'
import type { PrepareRequest } from './prepare-request.js'

export interface PreparerTools {
  stash: StashService
  /** One whose allow list is empty: addresses that callers name are never private. */
  mediaEgress: Egress
}

/** State of earlier turns back into its place, and media as bytes for upstreams that take no addresses. */
export const createRequestPreparer =
  ({ stash, mediaEgress }: PreparerTools): PrepareRequest =>
  async (context, { dialect, traits }, signal) => {
    const { caller, request } = context
    const calls = callsWithoutState(request, dialect)
    const entries = calls.length === 0 ? new Map() : await stash.find(caller.record.userId, calls)
    const restored = restoreStash(request, dialect, entries)
    return traits.takesMediaUrls === false ? withMedia(restored, context, { mediaEgress, signal }) : restored
  }

async function withMedia(
  request: CanonicalRequest,
  { call, body, operation }: CallContext,
  { mediaEgress, signal }: { mediaEgress: Egress; signal: AbortSignal },
): Promise<CanonicalRequest> {
  const wanted = mediaUrlsOf(request)
  if (wanted.length > MAX_FETCHED_MEDIA) {
    throw new GatewayError('invalid_request', {
      message: `At most ${MAX_FETCHED_MEDIA} images and files can be given by address for this model.`,
      param: operation.promptField,
    })
  }
  const fetched = await Promise.all(
    wanted.map(async (medium) => {
      const field = nameMediaField(body.value, medium.url, call.dialect) ?? operation.promptField
      return [medium.url, await fetchMedium(mediaEgress, medium, { field, signal })] as const
    }),
  )
  return inlineMedia(request, new Map(fetched))
}
