'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import type { UserChangeOutcome } from '@/gql/graphql'

/** What became of one user. */
export interface BulkRow {
  userId: string
  username: string | null
  outcome: UserChangeOutcome
  problem: string | null
}

/** How many were changed, and who was not and why. */
export function BulkReport({ rows, onClose }: { rows: readonly BulkRow[]; onClose: () => void }) {
  const t = useTranslations('admin.users')
  const common = useTranslations('common')
  const countOf = (wanted: UserChangeOutcome) => rows.filter(({ outcome }) => outcome === wanted).length
  const refused = rows.filter(({ outcome }) => outcome === 'REFUSED')
  return (
    <div className="flex flex-col gap-4" role="status">
      <p>{t('bulkDone', { changed: countOf('CHANGED'), unchanged: countOf('UNCHANGED'), refused: refused.length })}</p>
      {refused.length > 0 && (
        <ul className="flex max-h-64 flex-col divide-y overflow-y-auto rounded-md border px-3 text-[13px]">
          {refused.map(({ userId, username, problem }) => (
            <li key={userId} className="py-2">
              <span className="font-medium">{username ?? userId}</span>: {problem}
            </li>
          ))}
        </ul>
      )}
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {common('close')}
        </Button>
      </DialogActions>
    </div>
  )
}
