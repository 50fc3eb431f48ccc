/** One expected failure: `path` names the field (`['channel', 'baseUrl']`), `message` is in the user's language. */
export interface Problem {
  code: string
  message: string
  path?: readonly string[] | null
}

/** What a Server Action hands to a form. `failed` carries a code of the API's closed list; the page has the words. */
export type ActionResult<Value = null> =
  | { type: 'done'; value: Value }
  | { type: 'refused'; problems: readonly Problem[] }
  | { type: 'failed'; code: string }

export const done = <Value>(value: Value): ActionResult<Value> => ({ type: 'done', value })

/** A payload's problems, or its value. */
export const resultOf = <Value>(problems: readonly Problem[], value: Value): ActionResult<Value> =>
  problems.length > 0 ? { type: 'refused', problems } : done(value)
