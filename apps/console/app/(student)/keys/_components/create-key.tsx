'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { CreateKeyForm, type KeyGroup } from './create-key-form'
import { NewKey } from './new-key'

export interface CreateKeyProps {
  groups: readonly KeyGroup[]
  modelNames: readonly string[]
  publicUrl: string
}

/** The form, and after it the secret: shown this once, until its reader says that it is kept. */
export function CreateKey({ groups, modelNames, publicUrl }: CreateKeyProps) {
  const t = useTranslations('keys')
  const [isOpen, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  function onOpenChange(open: boolean) {
    setOpen(open)
    if (!open) setSecret(null)
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
        title={secret === null ? t('create') : t('createdTitle')}
        description={secret === null ? undefined : t('shownOnce')}
        isSticky={secret !== null}
        className="max-w-xl"
      >
        {secret === null ? (
          <CreateKeyForm
            groups={groups}
            modelNames={modelNames}
            onCreated={setSecret}
            onCancel={() => onOpenChange(false)}
          />
        ) : (
          <NewKey
            secret={secret}
            publicUrl={publicUrl}
            modelName={modelNames[0] ?? 'MODEL'}
            onKept={() => onOpenChange(false)}
          />
        )}
      </Dialog>
    </>
  )
}
