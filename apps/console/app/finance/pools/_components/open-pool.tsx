'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { OpenPoolForm, type OpenPoolFormProps } from './open-pool-form'

export function OpenPool(props: Omit<OpenPoolFormProps, 'onClose'>) {
  const t = useTranslations('finance.pools')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t('open')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('open')} description={t('openText')}>
        <OpenPoolForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
