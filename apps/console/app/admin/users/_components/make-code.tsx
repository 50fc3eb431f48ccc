'use client'
import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { OneTimeCode } from '@/lib/admin-api/sign-in'
import { formatDateTime } from '@/lib/format'
import { makeOneTimeCode } from '../actions'

/** A code with which somebody sets his password; shown once. */
export function MakeCode({ userId, name }: { userId: string; name: string }) {
  const t = useTranslations('admin.users')
  const common = useTranslations('common')
  const locale = useLocale()
  const timeZone = useTimeZone() ?? 'UTC'
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<OneTimeCode>()
  const { submit, isBusy } = useSubmit()
  function close() {
    setOpen(false)
    setMade(undefined)
  }
  const make = () =>
    submit(async () => {
      const result = await makeOneTimeCode(userId)
      if (result.type === 'done') setMade(result.value)
      return result
    })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('makeCode')}</Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={(open) => (open ? setOpen(true) : close())}
        title={t('makeCode')}
        description={made ? t('codeMade', { name }) : t('makeCodeText', { name })}
        isSticky={made !== undefined}
      >
        {made && (
          <div className="flex flex-col items-center gap-1">
            <span className="flex items-center gap-1">
              <code className="select-all font-mono text-lg">{made.code}</code>
              <CopyButton text={made.code} />
            </span>
            <p className="text-[13px] text-text-muted">
              {t('codeExpires', { at: formatDateTime(made.expiresAt, { locale, timeZone }) })}
            </p>
          </div>
        )}
        <DialogActions>
          {made ? (
            <Button variant="primary" onClick={close}>
              {common('close')}
            </Button>
          ) : (
            <Button variant="primary" isBusy={isBusy} onClick={make}>
              {t('make')}
            </Button>
          )}
        </DialogActions>
      </Dialog>
    </>
  )
}
