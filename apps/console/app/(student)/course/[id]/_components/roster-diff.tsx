'use client'
import { useTranslations } from 'next-intl'
import type { RosterAction } from '@/gql/graphql'
import type { RosterPreview } from '@/lib/admin-api/course-people'
import { cn } from '@/lib/class-names'

const ACTIONS = ['CREATE', 'ACTIVATE', 'JOIN', 'UPDATE', 'NONE', 'LEAVE', 'REFUSE'] as const
const COUNT_OF: Record<RosterAction, keyof NonNullable<RosterPreview['counts']>> = {
  CREATE: 'create',
  ACTIVATE: 'activate',
  JOIN: 'join',
  UPDATE: 'update',
  NONE: 'none',
  LEAVE: 'leave',
  REFUSE: 'refuse',
}
const MOST_ROWS = 500

/** Counts of each kind, and the rows that change something: what is wrong first. */
export function RosterDiff({ preview }: { preview: RosterPreview }) {
  const t = useTranslations('course.roster')
  const { counts } = preview
  const changing = (preview.rows ?? []).filter(({ action }) => action !== 'NONE')
  const rows = changing.toSorted((one, other) => Number(other.action === 'REFUSE') - Number(one.action === 'REFUSE'))
  return (
    <div className="flex flex-col gap-3">
      <p className="text-[13px] text-text-muted">{t('encoding', { encoding: preview.encoding ?? '' })}</p>
      <ul className="flex flex-wrap gap-2">
        {ACTIONS.filter((action) => (counts?.[COUNT_OF[action]] ?? 0) > 0).map((action) => (
          <li
            key={action}
            className={cn('rounded-md border px-2.5 py-1', action === 'REFUSE' && 'border-danger/50 text-danger')}
          >
            {t(`actions.${action}`)} <span className="font-semibold tabular-nums">{counts?.[COUNT_OF[action]]}</span>
          </li>
        ))}
      </ul>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="max-h-64 overflow-auto rounded-md border" tabIndex={0} aria-label={t('rows')}>
          <table className="w-full text-[13px]">
            <caption className="sr-only">{t('rows')}</caption>
            <thead className="sticky top-0 bg-raised text-left text-text-muted">
              <tr className="border-b">
                <th className="px-3 py-1.5 font-medium">{t('line')}</th>
                <th className="px-3 py-1.5 font-medium">{t('studentId')}</th>
                <th className="px-3 py-1.5 font-medium">{t('name')}</th>
                <th className="px-3 py-1.5 font-medium">{t('what')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MOST_ROWS).map((row) => (
                <tr key={`${row.line}:${row.username}`} className="border-b last:border-b-0">
                  <td className="px-3 py-1.5 tabular-nums">{row.line ?? '–'}</td>
                  <td className="px-3 py-1.5 font-mono">{row.username}</td>
                  <td className="px-3 py-1.5">{[row.displayName, row.section].filter(Boolean).join(' · ') || '–'}</td>
                  <td className={cn('px-3 py-1.5', row.action === 'REFUSE' && 'text-danger')}>
                    {row.problem?.message ?? t(`actions.${row.action}`)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {rows.length > MOST_ROWS && (
        <p className="text-[13px] text-text-muted">{t('more', { count: rows.length - MOST_ROWS })}</p>
      )}
    </div>
  )
}
