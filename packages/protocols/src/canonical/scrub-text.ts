const MAX_CHARACTERS = 500
const SECRET = '[removed]'
const LEAST_SECRET_CHARACTERS = 4

/** Addresses, keys and paths of the machines behind us; each pattern is linear. */
const PATTERNS: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>]+/gi,
  /\bbearer\s+[^\s"']+/gi,
  /\b(?:sk|rk|pk|key|token|AIza)[-_A-Za-z0-9*]{12,}/g,
  /\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/g,
  /\[[0-9a-f:.]{3,45}\](?::\d{1,5})?/gi,
  /\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}:\d{2,5}\b/gi,
  /\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.(?:com|cn|net|org|io|ai|dev|cloud|edu|internal|local|lan|svc|corp|test)\b/gi,
  /(?:\/[\w.@-]{1,100}){2,20}/g,
]

/**
 * Makes an upstream's message fit for a caller: no keys, addresses, hosts or paths, no line ends, at most 500 characters.
 * @param secrets values that are known to be in use with that upstream, such as its key and host
 * @returns `undefined` where nothing that can be shown is left, or where it is a stack trace
 */
export function scrubText(text: string, secrets: readonly string[] = []): string | undefined {
  if (/Traceback \(most recent|\n\s+at /.test(text.slice(0, MAX_CHARACTERS * 4))) return undefined
  // cut before the patterns, with room for what they shorten; secrets first, so that no cut leaves half of one
  let clean = text
  for (const secret of secrets) {
    if (secret.length >= LEAST_SECRET_CHARACTERS) clean = clean.split(secret).join(SECRET)
  }
  clean = clean.slice(0, MAX_CHARACTERS * 4)
  for (const pattern of PATTERNS) clean = clean.replace(pattern, SECRET)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
  clean = clean.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return clean === '' ? undefined : clean.slice(0, MAX_CHARACTERS)
}
