import type { Ability } from '@tollgate/protocols/events'

/**
 * `type` of an entry of `{"models": […]}` → what its model can do at least. Servers of chats call tools and write JSON
 * unless a probe finds otherwise.
 */
export const MODEL_KINDS: Readonly<Record<string, readonly Ability[]>> = {
  vision: ['vision', 'tools', 'json'],
  chat: ['tools', 'json'],
  code: ['tools', 'json'],
  embedding: ['embedding'],
}
