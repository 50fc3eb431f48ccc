/** `deepseek-ai/DeepSeek-V3` → `/admin/models/deepseek-ai/DeepSeek-V3`: a name's slashes are slashes of the address. */
export const toModelPath = (name: string): string =>
  `/admin/models/${name.split('/').map(encodeURIComponent).join('/')}`

/** The parts of such an address → the name. */
export const toModelName = (segments: readonly string[]): string => segments.map(decodeURIComponent).join('/')
