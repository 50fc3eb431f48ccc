import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { listSessions } from '@/lib/admin-api/identity'
import { browserNameOf } from '@/lib/browser-name'
import { EndSession } from './end-session'

/** Where the person is logged in. */
export async function Sessions({ sessions }: { sessions: Awaited<ReturnType<typeof listSessions>> }) {
  const t = await getTranslations('account')
  return (
    <ul className="divide-y">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
          <div className="min-w-0 text-[13px]">
            <p className="flex flex-wrap items-center gap-2">
              <span className="break-all font-medium">{session.address ?? t('unknownAddress')}</span>
              {session.isCurrent && <StateBadge tone="positive">{t('thisSession')}</StateBadge>}
            </p>
            <p className="break-words text-text-muted" title={session.userAgent ?? undefined}>
              {session.userAgent ? browserNameOf(session.userAgent) : t('unknownBrowser')}
            </p>
            <p className="text-text-muted">
              {t('lastSeen')} <Time at={session.lastSeenAt} />
            </p>
          </div>
          {!session.isCurrent && <EndSession id={session.id} />}
        </li>
      ))}
    </ul>
  )
}
