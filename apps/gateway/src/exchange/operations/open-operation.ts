import { CODECS } from '@tollgate/protocols/dialects'
import { EMBEDDING_CODECS, isEmbeddingDialect } from '@tollgate/protocols/embeddings'
import type { ClientCall } from '../../door/client-call.js'
import { createEmbedding } from './embedding.js'
import { createGeneration } from './generation.js'
import type { Operation } from './operation.js'
import { assertNothingStored } from './stored-state.js'

/** A call's parsed body → what it asks for. @throws GatewayError `invalid_request` with the path of the wrong field */
export function openOperation({ dialect, address, operation = 'generation' }: ClientCall, body: unknown): Operation {
  switch (operation) {
    case 'generation': {
      const request = CODECS[dialect].decodeRequest(body, address)
      assertNothingStored(request)
      return createGeneration(request, dialect)
    }
    case 'embedding':
    case 'embedding-batch': {
      if (!isEmbeddingDialect(dialect)) throw new Error('a door let a dialect through that has no embeddings')
      const place = address && { model: address.model, isBatch: operation === 'embedding-batch' }
      return createEmbedding(EMBEDDING_CODECS[dialect].decodeRequest(body, place), dialect)
    }
  }
}
