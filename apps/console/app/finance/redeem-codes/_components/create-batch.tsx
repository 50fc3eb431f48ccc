'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { CodeSheet } from '@/lib/csv/redeem-codes-csv'
import { CreateBatchForm } from './create-batch-form'
import { NewCodes } from './new-codes'

export interface CreateBatchProps {
  currency: string
  timeZone: string
}

/** The form, and after it the codes: shown this once, until their reader says that they are kept. */
export function CreateBatch(props: CreateBatchProps) {
  const t = useTranslations('finance.redeemCodes')
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<CodeSheet | null>(null)
  function onOpenChange(open: boolean) {
    setOpen(open)
    if (!open) setMade(null)
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t('create')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        title={made === null ? t('create') : t('createdTitle', { count: made.codes.length })}
        description={made === null ? t('createText') : t('shownOnce')}
        isSticky={made !== null}
      >
        {made === null ? (
          <CreateBatchForm {...props} onMade={setMade} onCancel={() => onOpenChange(false)} />
        ) : (
          <NewCodes sheet={made} onKept={() => onOpenChange(false)} />
        )}
      </Dialog>
    </>
  )
}
