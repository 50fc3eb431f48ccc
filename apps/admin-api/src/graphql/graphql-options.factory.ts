import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Inject, Injectable } from '@nestjs/common'
import type { GqlOptionsFactory } from '@nestjs/graphql'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { Authenticator } from '../identity/authenticator.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import type { RequestContext } from './context.js'
import { formatError } from './errors.js'
import { queryLimits } from './limits.js'
import { LoaderFactory } from './loaders.js'
import { createRequestGuard } from './request-guard.js'

/** Apollo on Fastify: no introspection, no batches, no landing page; every document within the limits. */
@Injectable()
export class GraphqlOptionsFactory implements GqlOptionsFactory<ApolloDriverConfig> {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly authenticator: Authenticator,
    private readonly loaders: LoaderFactory,
    private readonly metrics: Metrics,
  ) {}

  createGqlOptions(): ApolloDriverConfig {
    const { plugins, validationRules, parseOptions } = queryLimits()
    const { publicUrl } = this.config.env
    const guard = createRequestGuard({ publicUrl, logger: this.logger, metrics: this.metrics })
    return {
      driver: ApolloDriver,
      path: '/graphql',
      autoSchemaFile: true,
      graphiql: false,
      introspection: false,
      allowBatchedHttpRequests: false,
      csrfPrevention: true,
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: true,
      autoTransformHttpErrors: false,
      validationRules,
      parseOptions,
      plugins: [...plugins, guard],
      formatError,
      context: (request: FastifyRequest, reply: FastifyReply) => this.#contextOf(request, reply),
    }
  }

  async #contextOf(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> {
    const caller = await this.authenticator.identify({
      headers: request.headers,
      address: request.ip,
      requestId: request.id,
      setCookies(cookies) {
        for (const cookie of cookies) void reply.header('set-cookie', cookie)
      },
    })
    return { caller, loaders: this.loaders.create() }
  }
}
