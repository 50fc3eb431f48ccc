import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Jump } from '@/components/jump/jump'
import { ADMIN_ROLES, requireUser } from '@/lib/admin-api/session'
import { BalanceChip, BalanceProvider } from './balance'
import { Brand } from './brand'
import { CampusZone } from './campus-zone'
import { ConnectionNote } from './connection-note'
import { LanguageSwitch } from './language-switch'
import { NavLinks } from './nav-links'
import { NavSheet } from './nav-sheet'
import { NoticeBanner } from './notice-banner'
import { ThemeSwitch } from './theme-switch'
import { UserMenu } from './user-menu'

/** Everything around a page: navigation by role on the left, the person's own things at the top right. */
export async function ConsoleShell({ children }: { children: ReactNode }) {
  const [{ me, installation, obstacle }, t] = await Promise.all([requireUser(), getTranslations('shell')])
  const { currency, timeZone, notice, noticeVersion, contact, isInsecureHttp } = installation
  const { balance, available, held } = me.wallet
  const courses = me.courses.filter(({ role }) => role === 'ASSISTANT').map(({ course }) => course)
  return (
    <CampusZone timeZone={timeZone}>
      <BalanceProvider initial={{ balance, available, held, currency }}>
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('skip')}
        </a>
        <div className="flex min-h-dvh">
          <aside className="print:hidden sticky top-0 hidden h-dvh shrink-0 flex-col gap-5 overflow-y-auto border-r p-3 sm:flex sm:w-16 lg:w-56">
            <Link href="/" className="px-2 py-1.5 max-lg:px-2">
              <Brand isCompact />
            </Link>
            <NavLinks role={me.role} courses={courses} isCollapsible />
          </aside>
          <div className="flex min-w-0 flex-1 flex-col">
            {isInsecureHttp && ADMIN_ROLES.includes(me.role) && (
              <p className="flex items-start gap-2 bg-warning-soft px-4 py-2 text-warning">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {t('insecure')}
              </p>
            )}
            {notice && noticeVersion && noticeVersion !== me.noticeClosed && (
              <NoticeBanner text={notice} contact={contact ?? null} version={noticeVersion} />
            )}
            <header className="print:hidden sticky top-0 z-30 flex h-14 shrink-0 items-center gap-1 border-b bg-surface px-2 sm:px-4">
              <NavSheet role={me.role} courses={courses} />
              <div className="ml-auto flex items-center gap-1">
                <BalanceChip />
                <Jump role={me.role} courses={courses} />
                <LanguageSwitch />
                <ThemeSwitch />
                <UserMenu username={me.username} displayName={me.displayName ?? me.username} role={me.role} />
              </div>
            </header>
            <ConnectionNote />
            {me.mustChangePassword && (
              <p className="border-b bg-warning-soft px-4 py-2 text-warning">
                {t('mustChangePassword')}{' '}
                <Link href="/account" className="font-medium underline underline-offset-4">
                  {t('changePassword')}
                </Link>
              </p>
            )}
            {obstacle === 'ENROLMENT' && (
              <p className="border-b bg-warning-soft px-4 py-2 text-warning">{t('enrolment')}</p>
            )}
            <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
              {children}
            </main>
          </div>
        </div>
      </BalanceProvider>
    </CampusZone>
  )
}
