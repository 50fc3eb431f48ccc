type Step = string | number

/** Deeper than any body that is let in. */
const MAX_DEPTH = 200

/**
 * Where a text stands in a client's body, as errors name fields: `messages[0].content[1].image_url.url`.
 * @returns `undefined` where it stands nowhere
 */
export function pathOfText(body: unknown, text: string): string | undefined {
  const steps = find(body, text, MAX_DEPTH)
  return steps?.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
    '',
  )
}

function find(value: unknown, text: string, depth: number): readonly Step[] | undefined {
  if (value === text) return []
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  const entries: Iterable<[Step, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value)
  for (const [step, inner] of entries) {
    const rest = find(inner, text, depth - 1)
    if (rest !== undefined) return [step, ...rest]
  }
  return undefined
}
