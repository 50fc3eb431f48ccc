'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { type CreatedKey, CreateKeyForm, type KeyGroup, type KeyModel } from './create-key-form'
import { NewKey } from './new-key'

export interface CreateKeyProps {
  groups: readonly KeyGroup[]
  models: readonly KeyModel[]
  publicUrl: string
  currency: string
}

/** The form, and after it the secret: shown this once, until its reader says that it is kept. */
export function CreateKey({ groups, models, publicUrl, currency }: CreateKeyProps) {
  const t = useTranslations('keys')
  const [isOpen, setOpen] = useState(false)
  const [created, setCreated] = useState<CreatedKey | null>(null)
  function onOpenChange(open: boolean) {
    setOpen(open)
    if (!open) setCreated(null)
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
        title={created === null ? t('create') : t('createdTitle')}
        description={created === null ? undefined : t('shownOnce')}
        isSticky={created !== null}
        className="max-w-xl"
      >
        {created === null ? (
          <CreateKeyForm
            groups={groups}
            models={models}
            currency={currency}
            onCreated={setCreated}
            onCancel={() => onOpenChange(false)}
          />
        ) : (
          <NewKey
            secret={created.secret}
            publicUrl={publicUrl}
            modelName={created.modelName ?? 'MODEL'}
            note={created.hasLostCap ? t('capLost') : undefined}
            onKept={() => onOpenChange(false)}
          />
        )}
      </Dialog>
    </>
  )
}
