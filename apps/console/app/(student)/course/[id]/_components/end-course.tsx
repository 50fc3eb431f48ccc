'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { submitEnd } from '../actions'

/** The end of a term cannot be taken back: it asks. */
export function EndCourse({ courseId, name }: { courseId: string; name: string }) {
  const t = useTranslations('course')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const { submit, isBusy } = useSubmit()
  const end = () =>
    submit(async () => {
      const result = await submitEnd(courseId)
      setOpen(false)
      return result
    })
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t('end')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('endNamed', { name })} description={t('endText')}>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button variant="danger" isBusy={isBusy} onClick={end}>
            {t('end')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
