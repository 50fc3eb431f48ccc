/** An id for a call that has none, in the vendor's form. */
export const newCallId = (): string => `toolu_${globalThis.crypto.randomUUID().replaceAll('-', '')}`
