/** Every wire format that a client or an upstream may speak. Adding one makes each `Record<DialectId, …>` ask for it. */
export const DIALECT_IDS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini-generate'] as const
export type DialectId = (typeof DIALECT_IDS)[number]

/** Whether a name, say of a channel's record, is a dialect that this version speaks. */
export const isDialectId = (name: string): name is DialectId => DIALECT_IDS.some((id) => id === name)
