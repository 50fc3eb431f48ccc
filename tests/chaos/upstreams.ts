import type { ChannelType } from '@tollgate/protocols/events'
import type { PriceText } from '../support/expected-cost.js'

/** A model of the run, behind one kind of upstream; each has a price of its own, so that no call can pay for another's. */
export interface ChaosUpstream {
  /** Of the model, before the scene's prefix. */
  name: string
  type: ChannelType
  /** Of the channel's base URL. */
  path: string
  price: PriceText
}

export const UPSTREAMS = [
  { name: 'chat', type: 'vllm', path: '/v1', price: { inputPerMillion: '3', outputPerMillion: '7' } },
  { name: 'responses', type: 'openai-responses', path: '/v1', price: { inputPerMillion: '2', outputPerMillion: '11' } },
  { name: 'anthropic', type: 'anthropic', path: '/v1', price: { inputPerMillion: '3.3', outputPerMillion: '9.7' } },
  { name: 'gemini', type: 'gemini', path: '/v1beta', price: { inputPerMillion: '1.1', outputPerMillion: '5' } },
] as const satisfies readonly ChaosUpstream[]

export type UpstreamName = (typeof UPSTREAMS)[number]['name']

export function priceOf(name: UpstreamName): PriceText {
  const found = UPSTREAMS.find((upstream) => upstream.name === name)
  if (found === undefined) throw new Error(`no upstream ${name}`)
  return found.price
}
