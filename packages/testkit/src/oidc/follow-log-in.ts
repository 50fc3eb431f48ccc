const MAX_REDIRECTS = 10

/**
 * Follows a log-in from page to page with a browser's cookies.
 * @returns the query with which the browser is sent back to `redirectUri`
 * @throws Error where a page is no redirect, or after too many of them
 */
export async function followLogIn(authorizationUrl: string, redirectUri: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = new URL(authorizationUrl)
  for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const header of response.headers.getSetCookie()) keep(jar, header)
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.search.slice(1)
  }
  throw new Error('The log-in does not end.')
}

function keep(jar: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';')
  const at = pair.indexOf('=')
  jar.set(pair.slice(0, at), pair.slice(at + 1))
}
