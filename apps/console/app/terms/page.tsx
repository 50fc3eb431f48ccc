import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Brand } from '@/components/shell/brand'
import { LanguageSwitch } from '@/components/shell/language-switch'
import { ThemeSwitch } from '@/components/shell/theme-switch'
import { getSession } from '@/lib/admin-api/session'
import { getTerms } from '@/lib/admin-api/sign-in'
import { AcceptTerms } from './_components/accept-terms'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('terms'))('title') }
}

/** The terms of use, for everybody to read and for whoever is logged in to accept. */
export default async function TermsPage() {
  const [{ me, signInState }, { terms, contact }, t] = await Promise.all([
    getSession(),
    getTerms(),
    getTranslations('terms'),
  ])
  const hasAccepted = terms != null && me?.termsVersion === terms.version
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center justify-between px-4">
        <Link href="/">
          <Brand />
        </Link>
        <div className="flex items-center gap-1">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main id="content" className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-4 px-4 pt-6 pb-12">
        <div>
          <h1 className="font-semibold text-xl">{t('title')}</h1>
          {terms && <p className="mt-1 text-text-muted">{t('version', { version: terms.version })}</p>}
        </div>
        {terms ? (
          <div className="whitespace-pre-line rounded-lg border bg-raised p-5 leading-7">{terms.text}</div>
        ) : (
          <p className="text-text-muted">{t('none')}</p>
        )}
        {contact && <p className="whitespace-pre-line text-text-muted">{t('contact', { contact })}</p>}
        {terms && signInState?.obstacle === 'TERMS' && <AcceptTerms version={terms.version} />}
        {hasAccepted && <p className="text-text-muted">{t('accepted')}</p>}
      </main>
    </div>
  )
}
