/**
 * Where to go after the log-in: only a path of this site. `//host` and `/\host` are addresses of other sites to a browser.
 */
export function toSafePath(path: string | null | undefined): string {
  if (path === undefined || path === null) return '/'
  return /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/'
}

/** The log-in page that leads back to `path`. */
export function logInPathFor(path: string | null): string {
  const safe = toSafePath(path)
  return safe === '/' ? '/login' : `/login?next=${encodeURIComponent(safe)}`
}

/** The page that asks for the second factor and then leads to `path`. */
export function secondFactorPathFor(path: string | null): string {
  const safe = toSafePath(path)
  return safe === '/' ? '/login/second-factor' : `/login/second-factor?next=${encodeURIComponent(safe)}`
}
