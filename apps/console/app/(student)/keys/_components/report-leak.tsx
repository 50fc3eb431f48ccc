'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useProblemText } from '@/components/forms/use-problem-text'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { CreateApiKeyInput } from '@/gql/graphql'
import { submitLeakedKey } from '../actions'
import { NewKey } from './new-key'

export interface ReportLeakProps {
  id: string
  name: string
  /** Settings of the key, for one in its place. */
  settings: CreateApiKeyInput
  publicUrl: string
  modelName: string
  /** It has ended: nothing can be reported any more, and what was made in its place is still shown. */
  isOver: boolean
}

/** Others have seen the key: it ends at once, its running streams too; if wanted a new one takes its place. */
export function ReportLeak({ id, name, settings, publicUrl, modelName, isOver }: ReportLeakProps) {
  const t = useTranslations('keys')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [isReplaced, setReplaced] = useState(true)
  const [problem, show] = useProblemText()
  const [isBusy, startTransition] = useTransition()
  const router = useRouter()
  const close = () => {
    setOpen(false)
    setSecret(undefined)
    router.refresh()
  }
  const report = () =>
    startTransition(async () => {
      const result = await submitLeakedKey(id, isReplaced ? settings : null).catch(
        () => ({ type: 'failed', code: 'OFFLINE' }) as const,
      )
      if (result.type !== 'done') show(result)
      else if (result.value === null) close()
      else setSecret(result.value)
    })
  return (
    <>
      {!isOver && (
        <Button size="small" onClick={() => setOpen(true)} aria-label={t('reportNamed', { name })}>
          {t('report')}
        </Button>
      )}
      <Dialog
        isOpen={isOpen}
        onOpenChange={(open) => (open ? setOpen(true) : close())}
        title={secret === undefined ? t('reportNamed', { name }) : t('createdTitle')}
        description={secret === undefined ? t('reportText') : t('shownOnce')}
        isSticky={secret !== undefined}
        className="max-w-xl"
      >
        {secret !== undefined ? (
          <NewKey secret={secret} publicUrl={publicUrl} modelName={modelName} onKept={close} />
        ) : (
          <div className="flex flex-col gap-4 text-left">
            <FormError message={problem} />
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                checked={isReplaced}
                onChange={(event) => setReplaced(event.target.checked)}
                className="mt-1 size-4 accent-accent"
              />
              {t('reportReplace')}
            </label>
            <DialogActions>
              <Button onClick={close}>{common('cancel')}</Button>
              <Button variant="danger" onClick={report} isBusy={isBusy}>
                {t('reportNow')}
              </Button>
            </DialogActions>
          </div>
        )}
      </Dialog>
    </>
  )
}
