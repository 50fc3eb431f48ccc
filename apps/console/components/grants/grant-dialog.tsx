'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { GrantForm, type GrantFormProps } from './grant-form'

export type GrantDialogProps = Omit<GrantFormProps, 'onClose'> & { isSmall?: boolean }

export function GrantDialog({ isSmall, ...props }: GrantDialogProps) {
  const t = useTranslations('finance.grants')
  const [isOpen, setOpen] = useState(false)
  const title = t('grantTo', { name: props.name })
  return (
    <>
      <Button
        size={isSmall ? 'small' : 'default'}
        variant={isSmall ? 'secondary' : 'primary'}
        onClick={() => setOpen(true)}
        aria-label={title}
      >
        {t('grant')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <GrantForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
