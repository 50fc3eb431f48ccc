/** An id for a call that has none, in the vendor's form: at most 40 characters, letters and digits. */
export const newCallId = (): string => `call_${globalThis.crypto.randomUUID().replaceAll('-', '')}`
