'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { Callout } from '@/components/ui/states'
import type { ImportedRoster } from '@/lib/admin-api/course-people'
import { toRosterCodesCsv } from '@/lib/csv/roster-codes-csv'
import { saveFile } from '@/lib/save-file'
import type { ImportProgress } from './use-import-progress'

export interface RosterOutcomeProps {
  imported: ImportedRoster
  progress: ImportProgress
  onClose: () => void
}

/** How far the grants are, and the codes of those who need one: here and nowhere else. */
export function RosterOutcome({ imported, progress, onClose }: RosterOutcomeProps) {
  const t = useTranslations('course.roster')
  const { codes, rowCount } = imported
  return (
    <div className="flex flex-col gap-4">
      <p>{t('done')}</p>
      {rowCount > 0 && (
        <div className="flex flex-col gap-1" aria-live="polite">
          <progress className="w-full accent-accent" max={rowCount} value={progress.done} aria-label={t('grant')} />
          <p className="text-[13px] text-text-muted">
            {progress.isRunning
              ? t('granting', { done: progress.done, count: rowCount })
              : t('granted', { count: rowCount })}
          </p>
        </div>
      )}
      {progress.refusals.length > 0 && <Callout tone="warning">{progress.refusals.join(' ')}</Callout>}
      {codes.length > 0 && (
        <Callout tone="neutral">
          <p>{t('codes', { count: codes.length })}</p>
          <Button className="mt-2" onClick={() => saveFile('roster-codes.csv', toRosterCodesCsv(codes))}>
            {t('saveCodes')}
          </Button>
        </Callout>
      )}
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </div>
  )
}
