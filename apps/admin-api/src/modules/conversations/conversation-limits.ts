/** Talks of one person. Few enough that all their titles can be opened for one search. */
export const MAX_CONVERSATIONS = 200
/** UTF-8 bytes of one talk, pictures included. */
export const MAX_CONVERSATION_BYTES = 2 * 1024 * 1024
/** UTF-8 bytes of all talks of one person. */
export const MAX_TOTAL_BYTES = 50 * 1024 * 1024
/** Of an HTTP request that saves one: JSON escapes, names and the query around it. */
export const CONVERSATION_REQUEST_BYTES = 2 * MAX_CONVERSATION_BYTES
export const MAX_TITLE_LENGTH = 120
/** Side by side: one, or two that are compared. */
export const MAX_LANES = 2
export const MAX_MESSAGES = 1_000
export const MAX_IMAGES = 16
