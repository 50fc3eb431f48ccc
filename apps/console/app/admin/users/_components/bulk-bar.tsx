'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type BulkChoices, BulkDialog } from './bulk-dialog'
import { allBoxesOf, BULK_FORM, selectedIds } from './bulk-selection'

/**
 * How many users of the page are chosen, and the way to change them alike. It lies above the foot of the window, so that it
 * is at hand wherever the last box was, and nothing moves when it comes.
 */
export function BulkBar({ choices }: { choices: BulkChoices }) {
  const t = useTranslations('admin.users')
  const [userIds, setUserIds] = useState<readonly string[]>([])
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const update = () => setUserIds(selectedIds(document))
    update() // boxes of rows that stay, when the page of the table changes
    document.addEventListener('change', update)
    return () => document.removeEventListener('change', update)
  }, [])
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
            <Button size="small" onClick={() => setOpen(true)}>
              {t('changeSelected')}
            </Button>
            <Button size="small" variant="ghost" onClick={clear}>
              {t('clearSelection')}
            </Button>
          </>
        )}
      </form>
      {isOpen && <BulkDialog userIds={userIds} choices={choices} onClose={() => setOpen(false)} />}
    </>
  )
}
