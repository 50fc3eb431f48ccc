'use client'
import { useTranslations } from 'next-intl'
import { useSubmit } from '@/components/forms/use-submit'
import { Switch } from '@/components/ui/switch'
import { submitUpdateModel } from '../actions'

export interface ModelSwitchProps {
  id: string
  name: string
  version: number
  isActive: boolean
}

/** Offers a model, or takes it back. */
export function ModelSwitch({ id, name, version, isActive }: ModelSwitchProps) {
  const t = useTranslations('admin.catalog')
  const { submit, isBusy } = useSubmit()
  return (
    <Switch
      checked={isActive}
      disabled={isBusy}
      aria-label={t('activeNamed', { name })}
      onCheckedChange={(checked) => submit(() => submitUpdateModel({ id, version, isActive: checked }))}
    />
  )
}
