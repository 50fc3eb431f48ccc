/** Why a choice ended. Any tool call makes it `tool`, whatever the upstream called it (PROTOCOLS 3.1). */
export type UnifiedFinishReason = 'stop' | 'length' | 'tool' | 'filter' | 'other'

/** Logic reads `unified`, audits `raw`; `raw` is absent where the upstream told nothing. */
export interface FinishReason {
  unified: UnifiedFinishReason
  raw?: string
  /** Which of the wanted stop sequences was met, where the vendor tells it. */
  stopSequence?: string
}
