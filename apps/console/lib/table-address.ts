/** What a page gets as `searchParams`. */
export type SearchParameters = Record<string, string | string[] | undefined>

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const PAGE_SIZE = 50
/** The way back through a table is in the address; far down one goes back to the start instead. */
const LONGEST_TRAIL = 40

/** A parameter's only or last value, trimmed; '' where there is none. */
export function textOf(parameters: SearchParameters, name: string): string {
  const value = parameters[name]
  return ((Array.isArray(value) ? value.at(-1) : value) ?? '').trim()
}

/** A parameter's value if it can be an id, in the small letters in which the API tells ids. */
export function idOf(parameters: SearchParameters, name: string): string | undefined {
  const text = textOf(parameters, name)
  return ID.test(text) ? text.toLowerCase() : undefined
}

/** A parameter's value if it is one of those allowed. */
export function choiceOf<Choice extends string>(
  parameters: SearchParameters,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textOf(parameters, name)
  return choices.find((choice) => choice === text)
}

/** The cursors passed so far, oldest first: `?after=a&after=b` stands on the third page. */
function trailOf(parameters: SearchParameters): readonly string[] {
  const { after } = parameters
  return after === undefined ? [] : [after].flat().slice(-LONGEST_TRAIL)
}

/** The page that an address asks for. */
export function pageArgsOf(parameters: SearchParameters, first = PAGE_SIZE): { first: number; after: string | null } {
  return { first, after: trailOf(parameters).at(-1) ?? null }
}

/** The same table one page on. */
export const nextPageOf = (parameters: SearchParameters, endCursor: string): string =>
  addressOf(parameters, { after: [...trailOf(parameters), endCursor] })

/** The same table one page back. @returns `undefined` on the first page */
export function previousPageOf(parameters: SearchParameters): string | undefined {
  const trail = trailOf(parameters)
  return trail.length === 0 ? undefined : addressOf(parameters, { after: trail.slice(0, -1) })
}

/** Columns that somebody does not want to see: `?hide=group&hide=role`. */
export const hiddenOf = ({ hide }: SearchParameters): readonly string[] => (hide === undefined ? [] : [hide].flat())

/** The same page of the same table with a column more, or one less. */
export function toggledColumn(parameters: SearchParameters, id: string): string {
  const hidden = hiddenOf(parameters)
  return addressOf(parameters, { hide: hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id] })
}

/** The table with something changed, from its first page on. */
export const changedAddress = (parameters: SearchParameters, changes: SearchParameters): string =>
  addressOf(parameters, { ...changes, after: undefined })

function addressOf(parameters: SearchParameters, changes: SearchParameters): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...parameters, ...changes }))
    for (const text of [value ?? []].flat()) if (text !== '') search.append(name, text)
  return search.size === 0 ? '?' : `?${search}`
}
