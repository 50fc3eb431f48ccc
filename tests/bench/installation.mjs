// A whole installation for the benchmark: nothing is switched off or replaced but the upstream.
import { startStack } from '@tollgate/testkit'
import { createProgramToken, graphql } from './graphql.mjs'

const STUDENT = '2200009999'
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
export const MODEL = 'bench/model'
const CHANNEL = { name: 'bench', type: 'openai-compatible', path: '/v1', model: MODEL }

/**
 * @param upstreamPort of the benchmark's own upstream, which the gateway may reach
 * @param channels what is reached there, a model each
 * @param gatewayEnv beside what is usual
 */
export async function startInstallation(upstreamPort, channels = [CHANNEL], gatewayEnv = {}) {
  const stack = await startStack({
    env: { gateway: { EGRESS_ALLOW: `127.0.0.1:${upstreamPort}`, LOG_LEVEL: 'warn', ...gatewayEnv } },
  })
  try {
    const token = await createProgramToken(stack.origin, stack.admin)
    const state = {
      version: 1,
      models: channels.map(({ model }) => ({
        name: model,
        groups: ['default'],
        price: PRICE,
        maxOutputTokens: 4_096,
      })),
      channels: channels.map(({ name, type, path, model }) => ({
        ...{ name, type, models: [model], groups: ['default'], keys: ['bench-upstream-key'] },
        baseUrl: `http://127.0.0.1:${upstreamPort}${path}`,
      })),
      users: [
        {
          username: STUDENT,
          role: 'student',
          groups: ['default'],
          grants: [{ amount: '100000', idempotencyKey: 'bench' }],
          keys: [{ name: 'bench' }],
        },
      ],
    }
    const { applyState } = await graphql(
      stack.origin,
      { token },
      `mutation ($input: ApplyStateInput!) {
        applyState(input: $input) { mintedKeys { secret } problems { code message path } }
      }`,
      { input: { state: JSON.stringify(state), dryRun: false, dev: true } },
    )
    const key = applyState.mintedKeys[0]?.secret
    if (!key) throw new Error(`the state was refused: ${JSON.stringify(applyState.problems)}`)
    await untilOffered(
      stack.origin,
      key,
      channels.map(({ model }) => model),
    )
    return { stack, token, key }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Resolves once the gateway lists the models for the key. */
async function untilOffered(origin, key, models) {
  const deadline = performance.now() + 15_000
  for (;;) {
    const response = await fetch(`${origin}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
    const offered = await response.text()
    if (models.every((model) => offered.includes(model))) return
    if (performance.now() > deadline) throw new Error('the gateway does not offer the models')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
