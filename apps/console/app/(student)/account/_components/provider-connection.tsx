'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { StateBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { endConnection, startConnection } from '../provider-actions'
import { OwnPassword } from './own-password'

interface ConnectionProps {
  provider: string
  isConnected: boolean
  hasPassword: boolean
}

/** Whether the organisation's log-in opens this account, and the way to change that. */
export function ProviderConnection({ provider, isConnected, hasPassword }: ConnectionProps) {
  const t = useTranslations('account')
  const [isOpen, setOpen] = useState(false)
  const title = isConnected ? t('disconnect', { provider }) : t('connect', { provider })
  return (
    <div className="flex flex-col items-start gap-4">
      <StateBadge tone={isConnected ? 'positive' : 'neutral'}>
        {isConnected ? t('connected') : t('notConnected')}
      </StateBadge>
      {isConnected && !hasPassword ? (
        <p className="text-text-muted">{t('onlyWayIn')}</p>
      ) : (
        <Button variant={isConnected ? 'danger' : 'secondary'} onClick={() => setOpen(true)}>
          {title}
        </Button>
      )}
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <ProveForm {...{ provider, isConnected, hasPassword, title }} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  )
}

function ProveForm(props: ConnectionProps & { title: string; onClose: () => void }) {
  const { isConnected, hasPassword, provider } = props
  const t = useTranslations('account')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ password: z.string().check(z.minLength(hasPassword ? 1 : 0, t('currentPasswordMissing'))) }),
    defaultValues: { password: '' },
    submit: ({ password }) => (isConnected ? endConnection(password) : startConnection(password)),
    onDone(url) {
      if (url !== null) return window.location.assign(url)
      props.onClose()
      toast({ text: t('disconnected') })
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <p className="text-text-muted">
        {isConnected ? t('disconnectText', { provider }) : t('connectText', { provider })}
      </p>
      <FormError message={errors.root?.message} />
      <OwnPassword
        hasPassword={hasPassword}
        registration={form.register('password')}
        error={errors.password?.message}
        autoFocus
      />
      <DialogActions>
        <Button type="submit" variant={isConnected ? 'danger' : 'primary'} isBusy={isBusy}>
          {props.title}
        </Button>
      </DialogActions>
    </form>
  )
}
