import createNextIntlPlugin from 'next-intl/plugin'

const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

/** The Content-Security-Policy needs a nonce a request: proxy.ts sets it. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` does this with the native compiler in a tenth of the time
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // a cold build is a third faster without a cache on disk, and turbo keeps the result anyway
  experimental: {
    turbopackFileSystemCacheForBuild: false,
    cpus: 2,
    optimizePackageImports: ['radix-ui', 'lucide-react'],
  },
  // browsers ask for it by themselves, before they have read which icon a page names
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
}

const withNextIntl = createNextIntlPlugin({
  requestConfig: './i18n/request.ts',
  // messages are parsed at build time: browsers get a formatter, not a parser
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
})

export default withNextIntl(config)
