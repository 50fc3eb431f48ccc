'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

const LONGEST = 120

export interface RenameDialogProps {
  title: string
  onClose: () => void
  /** @returns the sentence that says why it was refused */
  onRename: (title: string) => Promise<string | undefined>
}

export function RenameDialog({ title: before, onClose, onRename }: RenameDialogProps) {
  const t = useTranslations('conversations')
  const common = useTranslations('common')
  const [title, setTitle] = useState(before)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  async function submit() {
    if (title.trim() === '') return setError(t('nameMissing'))
    setBusy(true)
    const refusal = await onRename(title.trim()).finally(() => setBusy(false))
    if (refusal === undefined) onClose()
    else setError(refusal)
  }
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('renameTitle')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={t('name')} {...(error !== undefined && { error })}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              maxLength={LONGEST}
              value={title}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setTitle(target.value)}
            />
          )}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {t('rename')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
