const LONGEST_USERNAME = 64

/**
 * The administrator's pattern as a test for the form. A pattern that the browser cannot compile tests nothing here: the
 * API has the last word.
 */
export function createUsernameTest(pattern: string): (username: string) => boolean {
  try {
    const expression = new RegExp(pattern, 'u')
    return (username) => username.length <= LONGEST_USERNAME && expression.test(username)
  } catch {
    return () => true
  }
}

/** `^\d{10}$` → 10: the commonest kind of pattern can be said in words. */
export function digitsOf(pattern: string): number | undefined {
  const match = /^\^(?:\\d|\[0-9\])\{(\d{1,2})\}\$$/.exec(pattern)
  return match === null ? undefined : Number(match[1])
}
