import type { GraphQLError } from 'graphql'
import type { Logger } from '../logger.js'
import type { Metrics } from '../metrics.js'
import type { RequestContext } from './context.js'
import { ApiError, type ApolloPlugin, isGraphqlError } from './errors.js'

interface GuardOptions {
  /** Origin of PUBLIC_URL. */
  publicUrl: string
  logger: Logger
  metrics: Metrics
}

/**
 * What holds for every operation, before it runs: a presented token must be genuine; a mutation by cookie must come from
 * our own pages. Afterwards: what broke on our side is logged and answered with the request's id.
 */
export const createRequestGuard = ({ publicUrl, logger, metrics }: GuardOptions): ApolloPlugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue }) {
        const { caller } = contextValue as RequestContext
        if (caller.hasBadToken) throw new ApiError('UNAUTHENTICATED')
        if (operation?.operation !== 'mutation') return
        const isByCookie = caller.actor?.via === 'session'
        const isForeign = caller.origin !== undefined && caller.origin !== publicUrl
        if (isForeign || (isByCookie && caller.origin === undefined))
          throw new ApiError('FORBIDDEN', 'This request does not come from our own pages.')
      },
      async didEncounterErrors({ errors, contextValue, operationName }) {
        const { caller } = contextValue as RequestContext
        for (const error of errors) {
          if (isCallersFault(error)) continue
          const cause = error.originalError ?? error
          logger.error({ requestId: caller.requestId, operationName, path: error.path, err: cause }, 'resolver failed')
        }
      },
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return
        for (const error of response.body.singleResult.errors ?? []) {
          const code = String(error.extensions?.code)
          metrics.graphqlErrors.inc({ code })
          const requestId = (contextValue as RequestContext | undefined)?.caller?.requestId
          if (code === 'INTERNAL' && requestId !== undefined) Object.assign(error.extensions ?? {}, { requestId })
        }
      },
    }
  },
})

/**
 * Refused by parser, validation, variables or a service: told to the caller, and to nobody else, for the text may hold
 * what he sent. Such an error stands alone or over another one of GraphQL; anything else broke in a resolver.
 */
const isCallersFault = ({ originalError }: GraphQLError): boolean => !originalError || isGraphqlError(originalError)
