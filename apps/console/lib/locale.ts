export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const LOCALE_COOKIE = 'NEXT_LOCALE'
const FALLBACK: Locale = 'en'

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value)

/**
 * The chosen language, else the first one of `Accept-Language` that we have. Any Chinese is answered in zh-CN.
 * @param acceptLanguage the header as sent: `zh-TW,zh;q=0.9,en;q=0.8`
 */
export function selectLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(parseRange)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('en')) return 'en'
  }
  return FALLBACK
}

function parseRange(range: string): { language: string; quality: number } {
  const [language = '', ...parameters] = range.trim().toLowerCase().split(';')
  const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined)
  return { language, quality: quality === undefined ? 1 : Number(quality) }
}
