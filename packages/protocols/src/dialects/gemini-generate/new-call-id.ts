/** Calls have no ids in this dialect's older form; ours are told by this, so that they are never written back. */
const MADE = 'call_0g'

/** For a call of an answer: letters and digits, at most 40 characters, so that every other dialect takes it. */
export const newCallId = (): string => `${MADE}${globalThis.crypto.randomUUID().replaceAll('-', '')}`

/** For a call of a history: the same each time, so that a prompt stays what it was for an upstream's cache. */
export const historyCallId = (position: number): string => `${MADE}${position}`

export const isMadeCallId = (callId: string): boolean => callId.startsWith(MADE)
