/** Languages that people are spoken to in. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** The same in each of them. */
export type Sentence = Record<Locale, string>

/** The caller's language: his own setting, else the first that the browser names, else Chinese. */
export function selectLocale(own: string | null | undefined, acceptLanguage: string | undefined): Locale {
  if (own === 'en' || own === 'zh-CN') return own
  for (const entry of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const language = entry.trim().toLowerCase()
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
