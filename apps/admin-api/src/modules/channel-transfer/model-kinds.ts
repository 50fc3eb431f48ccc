import type { Ability } from '@tollgate/protocols/events'

/**
 * `type` of an entry of `{"models": […]}` → what its model can do at least. Servers of chats call tools and write JSON
 * unless a probe finds otherwise.
 */
export const MODEL_KINDS: Readonly<Record<string, { has: readonly Ability[]; lacks: readonly Ability[] }>> = {
  vision: { has: ['vision', 'tools', 'json'], lacks: [] },
  // the public name may be shared with a channel of another kind: pictures go there
  chat: { has: ['tools', 'json'], lacks: ['vision'] },
  code: { has: ['tools', 'json'], lacks: ['vision'] },
  embedding: { has: ['embedding'], lacks: [] },
}
