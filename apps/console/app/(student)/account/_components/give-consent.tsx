'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { RecordingScopeKind } from '@/gql/graphql'
import { submitConsent } from '../recording-actions'

export interface GiveConsentProps {
  kind: RecordingScopeKind
  scopeId: string
  name: string
  textVersion: string
  text: string
}

/** The text first, then the button: nobody consents to what was not in front of him. */
export function GiveConsent({ kind, scopeId, name, textVersion, text }: GiveConsentProps) {
  const t = useTranslations('recording')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const { submit, isBusy } = useSubmit()
  return (
    <>
      <Button size="small" aria-label={t('readNamed', { name })} onClick={() => setOpen(true)}>
        {t('read')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('consentTo', { name })}
        description={t('version', { version: textVersion })}
      >
        <div className="flex flex-col gap-4">
          <p className="whitespace-pre-line break-words rounded-md border bg-sunken p-3 leading-7">{text}</p>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button
              variant="primary"
              isBusy={isBusy}
              onClick={() => submit(() => submitConsent({ kind, scopeId, textVersion }), t('consented'))}
            >
              {t('consent')}
            </Button>
          </DialogActions>
        </div>
      </Dialog>
    </>
  )
}
