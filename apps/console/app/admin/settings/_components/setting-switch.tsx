'use client'
import { useId } from 'react'
import { Controller, type FieldPathByValue, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { Switch } from '@/components/ui/switch'

export interface SettingSwitchProps<Values extends FieldValues> {
  form: UseFormReturn<Values>
  name: FieldPathByValue<Values, boolean>
  label: string
  hint: string
}

export function SettingSwitch<Values extends FieldValues>({ form, name, label, hint }: SettingSwitchProps<Values>) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-4">
      <label htmlFor={id}>
        <span className="font-medium">{label}</span>
        <span className="block text-[13px] text-text-muted">{hint}</span>
      </label>
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => <Switch id={id} checked={field.value} onCheckedChange={field.onChange} />}
      />
    </div>
  )
}
