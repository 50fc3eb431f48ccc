import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn, DIALECTS, type DialectCall } from '@tollgate/testkit'
import { applyState } from './apply-state.js'
import { openScene, type Scene, type Student } from './scene.js'
import type { StackFacts } from './stack-facts.js'

/** Input is free. A call's reservation is well below a lease, so that calls do not wait for one each. */
const PRICE = { inputPerMillion: '0', outputPerMillion: '100' }
export const OUTPUT_TOKEN_NANOS = 100_000n
const TYPES = {
  'openai-chat': { type: 'vllm', path: '/v1' },
  'openai-responses': { type: 'openai-responses', path: '/v1' },
  'anthropic-messages': { type: 'anthropic', path: '/v1' },
  'gemini-generate': { type: 'gemini', path: '/v1beta' },
} as const

/** A model on an upstream of each dialect, named after it, and a student who may call them all. */
export interface DialectScene {
  scene: Scene
  student: Student
  model(upstream: DialectId): string
  /** One plain call, of at most 1,000 tokens. @param key default the student's */
  ask(client: DialectId, upstream: DialectId, call?: Partial<DialectCall>, key?: string): Promise<Response>
  /** Another key of the student, that refuses what cannot be carried whole. */
  strictKey(): Promise<string>
}

export async function openDialectScene(facts: StackFacts, name: string): Promise<DialectScene> {
  const scene = await openScene(facts, name)
  const origin = new URL(scene.upstream.url).origin
  await scene.declare({
    models: DIALECTS.map((dialect) => ({ name: dialect, price: PRICE, maxOutputTokens: 2_000 })),
    channels: DIALECTS.map((dialect) => {
      const { type, path } = TYPES[dialect]
      return { name: dialect, type, baseUrl: `${origin}${path}`, models: [dialect] }
    }),
  })
  const student = await scene.student({ balance: '10000000' })
  const untilOffered = async (key: string): Promise<void> => {
    for (const dialect of DIALECTS) await scene.untilOffered({ keys: [key] }, dialect)
  }
  await untilOffered(student.key)
  return {
    scene,
    student,
    model: scene.model,
    ask: (client, upstream, call = {}, key = student.key) =>
      callIn({ url: facts.origin, key }, client, { model: scene.model(upstream), outputLimit: 1_000, ...call }),
    async strictKey() {
      const { mintedKeys } = await applyState(facts.origin, facts.adminToken, {
        users: [{ username: student.username, keys: [{ name: 'test' }, { name: 'strict', isStrict: true }] }],
      })
      const key = mintedKeys.find((minted) => minted.name === 'strict')?.secret
      if (key === undefined) throw new Error('no strict key was minted')
      await untilOffered(key)
      return key
    },
  }
}
