import { type ChannelRecord, isForbiddenHeader, isForbiddenParameter, isHeaderValue } from '@tollgate/protocols/events'

/** What a channel sets on each of its calls. */
export interface Overrides {
  headers: Readonly<Record<string, string>>
  /** Members of the body; null takes one out. */
  parameters: Readonly<Record<string, unknown>>
  /** Of the parameters as JSON: they count as part of the prompt, whatever they are. */
  parameterBytes: number
}

/** Admin-api refuses what must not be overridden, and so does the process that holds the keys. `undefined`: nothing is set. */
export function overridesOf({ headers, parameters }: ChannelRecord['settings']): Overrides | undefined {
  const ownHeaders = Object.entries(headers ?? {}).filter(
    ([name, value]) => !isForbiddenHeader(name) && isHeaderValue(value),
  )
  const ownParameters = Object.entries(parameters ?? {}).filter(([name]) => !isForbiddenParameter(name))
  if (ownHeaders.length === 0 && ownParameters.length === 0) return undefined
  const chosen = Object.fromEntries(ownParameters)
  return {
    headers: Object.fromEntries(ownHeaders.map(([name, value]) => [name.toLowerCase(), value])),
    parameters: chosen,
    parameterBytes: ownParameters.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(chosen)),
  }
}
