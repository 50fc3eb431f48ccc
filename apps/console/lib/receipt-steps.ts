/** The life of a request, in its order. */
export const STEPS = [
  'door',
  'identify',
  'understand',
  'authorise',
  'limit',
  'route',
  'plan',
  'reserve',
  'intent',
  'attempt',
  'deliver',
  'settle',
  'record',
] as const

/** Steps in the order in which they happen; unknown ones last, as they came. */
export function sortSteps<Step extends { name: string }>(steps: readonly Step[]): readonly Step[] {
  const names: readonly string[] = STEPS
  const placeOf = ({ name }: Step) => {
    const place = names.indexOf(name)
    return place === -1 ? STEPS.length : place
  }
  return [...steps].sort((a, b) => placeOf(a) - placeOf(b))
}
