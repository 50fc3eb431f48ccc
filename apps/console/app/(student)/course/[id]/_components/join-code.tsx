'use client'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { submitNewJoinCode } from '../actions'

export interface JoinCodeProps {
  courseId: string
  version: number
  /** Null: nobody joins by code. */
  code: string | null
  mayChange: boolean
}

/** The code that a class types when it registers, and a new one where it got about. */
export function JoinCode({ courseId, version, code, mayChange }: JoinCodeProps) {
  const t = useTranslations('course')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const { submit, isBusy } = useSubmit()
  const change = () =>
    submit(async () => {
      const result = await submitNewJoinCode(courseId, version)
      setOpen(false)
      return result
    })
  return (
    <div className="min-w-0 rounded-lg border bg-raised px-4 py-3">
      <div className="text-[13px] text-text-muted">{t('joinCode')}</div>
      <div className="mt-1 flex items-center gap-1">
        <code className="min-w-0 truncate font-mono text-base">{code ?? t('noJoinCode')}</code>
        {code && <CopyButton text={code} label={t('copyJoinCode')} />}
        {mayChange && <IconButton icon={RefreshCw} label={t('newJoinCode')} onClick={() => setOpen(true)} />}
      </div>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('newJoinCode')} description={t('newJoinCodeText')}>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button variant="primary" isBusy={isBusy} onClick={change}>
            {t('newJoinCode')}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}
