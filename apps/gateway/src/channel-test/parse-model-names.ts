const MAX_NAME = 256

/**
 * Names of `{data:[{id}]}` (OpenAI, Anthropic), `{models:[{name}]}` (Gemini, Ollama) or a bare list, sorted, each once.
 * @returns `undefined` for anything else
 */
export function parseModelNames(text: string): string[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { data, models } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const list = Array.isArray(value) ? value : Array.isArray(data) ? data : models
  if (!Array.isArray(list)) return undefined
  const names = list.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry]
    const { id, name } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
    if (typeof id === 'string') return [id]
    return typeof name === 'string' ? [name.replace(/^models\//, '')] : []
  })
  return [...new Set(names)].filter((name) => name !== '' && name.length <= MAX_NAME).toSorted()
}
