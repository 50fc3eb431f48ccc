'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type BulkChoices, BulkDialog } from './bulk-dialog'
import { BULK_FORM, boxesOf, selectedIds } from './bulk-selection'

/** How many users of the page are chosen, and the way to change them alike. */
export function BulkBar({ choices }: { choices: BulkChoices }) {
  const t = useTranslations('admin.users')
  const [userIds, setUserIds] = useState<readonly string[]>([])
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const update = () => setUserIds(selectedIds(document))
    document.addEventListener('change', update)
    return () => document.removeEventListener('change', update)
  }, [])
  function clear() {
    for (const box of boxesOf(document)) box.checked = false
    setUserIds([])
  }
  return (
    <>
      <form id={BULK_FORM} onSubmit={(event) => event.preventDefault()} className="flex min-h-9 items-center gap-3">
        <span role="status" className="text-text-muted">
          {t('selected', { count: userIds.length })}
        </span>
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
