/** A failure whose message is the whole story: one sentence for people, no stack. Everything else is a bug or the world's. */
export class Problem extends Error {
  name = 'Problem'
}

/** The sentence to print for whatever was thrown; DEBUG=1 shows where it came from. */
export const sentenceOf = (error) => {
  if (process.env.DEBUG === '1' && error?.stack) return error.stack
  return error?.message ?? String(error)
}
