/** Of the keys under which conversations are kept in this browser; a user id follows. */
export const CONVERSATION_PREFIX = 'tollgate.chat.'
/** Told to whoever has one in memory: it is not to be written again. */
export const FORGET_EVENT = 'tollgate.forget'

/** Removes every conversation kept in this browser. On every page, so without anything that reads them. */
export function forgetConversations() {
  window.dispatchEvent(new Event(FORGET_EVENT))
  for (const key of Object.keys(localStorage)) if (key.startsWith(CONVERSATION_PREFIX)) localStorage.removeItem(key)
}
