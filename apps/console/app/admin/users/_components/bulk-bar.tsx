'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type BulkChoices, BulkDialog } from './bulk-dialog'
import { allBoxesOf, BULK_FORM, selectedIds } from './bulk-selection'

export interface BulkBarProps {
  /** Users of the page, as one text: with another page the chosen ones are others. */
  shownIds: string
  choices: BulkChoices
}

/**
 * How many users of the page are chosen, and the way to change them alike. It lies above the foot of the window, so that it
 * is at hand wherever the last box was, and nothing moves when it comes.
 */
export function BulkBar({ shownIds, choices }: BulkBarProps) {
  const t = useTranslations('admin.users')
  const [userIds, setUserIds] = useState<readonly string[]>([])
  /** Of whom the panel is: they stay when a change makes them leave the page. */
  const [asked, setAsked] = useState<readonly string[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: boxes of rows that stay when the page of the table changes
  useEffect(() => {
    const update = () => setUserIds(selectedIds(document))
    update()
    document.addEventListener('change', update)
    return () => document.removeEventListener('change', update)
  }, [shownIds])
  function clear() {
    for (const box of allBoxesOf(document)) box.checked = false
    setUserIds([])
  }
  return (
    <>
      <form
        id={BULK_FORM}
        onSubmit={(event) => event.preventDefault()}
        className={
          userIds.length === 0
            ? 'sr-only'
            : 'fixed bottom-4 left-1/2 z-20 flex w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-wrap items-center gap-3 rounded-lg border bg-raised px-4 py-2.5 shadow-overlay'
        }
      >
        <span role="status">{userIds.length > 0 && t('selected', { count: userIds.length })}</span>
        {userIds.length > 0 && (
          <>
            <Button size="small" onClick={() => setAsked(userIds)}>
              {t('changeSelected')}
            </Button>
            <Button size="small" variant="ghost" onClick={clear}>
              {t('clearSelection')}
            </Button>
          </>
        )}
      </form>
      {asked !== undefined && <BulkDialog userIds={asked} choices={choices} onClose={() => setAsked(undefined)} />}
    </>
  )
}
