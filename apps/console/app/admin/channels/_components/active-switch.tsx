'use client'
import { useTranslations } from 'next-intl'
import { useSubmit } from '@/components/forms/use-submit'
import { Switch } from '@/components/ui/switch'
import { submitUpdateChannel } from '../actions'

export interface ActiveSwitchProps {
  id: string
  version: number
  name: string
  isActive: boolean
}

/** Takes a channel out of use and back, at once. */
export function ActiveSwitch({ id, version, name, isActive }: ActiveSwitchProps) {
  const t = useTranslations('admin.channels')
  const { submit, isBusy } = useSubmit()
  return (
    <Switch
      checked={isActive}
      disabled={isBusy}
      aria-label={t('activeNamed', { name })}
      onCheckedChange={(checked) => submit(() => submitUpdateChannel({ id, version, isActive: checked }))}
    />
  )
}
