/** A name's slashes are slashes of the address: `deepseek-ai/DeepSeek-V3`. */
const segmentsOf = (name: string): string => name.split('/').map(encodeURIComponent).join('/')

/** `deepseek-ai/DeepSeek-V3` → `/admin/models/deepseek-ai/DeepSeek-V3`, where its price is set. */
export const toModelPath = (name: string): string => `/admin/models/${segmentsOf(name)}`

/** → `/models/deepseek-ai/DeepSeek-V3`, where its callers read about it. */
export const toMarketPath = (name: string): string => `/models/${segmentsOf(name)}`

/** The parts of such an address → the name. */
export const toModelName = (segments: readonly string[]): string => segments.map(decodeURIComponent).join('/')
