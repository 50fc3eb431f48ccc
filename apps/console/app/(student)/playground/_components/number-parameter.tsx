'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Input } from '@/components/ui/input'
import { ParameterRow } from './parameter-row'

export interface NumberSetting {
  name: 'temperature' | 'topP' | 'maxTokens' | 'frequencyPenalty' | 'presencePenalty' | 'seed'
  /** What the switch starts with; nothing is sent before. */
  initial: number
  min: number
  max: number
  step: number
}

export interface NumberParameterProps {
  setting: NumberSetting
  value: number | undefined
  onChange: (value: number | undefined) => void
}

export function NumberParameter({ setting, value, onChange }: NumberParameterProps) {
  const label = useTranslations('playground')(setting.name)
  return (
    <ParameterRow
      label={label}
      isOn={value !== undefined}
      onToggle={(isOn) => onChange(isOn ? setting.initial : undefined)}
    >
      {value !== undefined && <NumberInput label={label} setting={setting} value={value} onChange={onChange} />}
    </ParameterRow>
  )
}

interface NumberInputProps extends Omit<NumberParameterProps, 'value'> {
  label: string
  value: number
}

/** What is being typed stays as it is; what it means is sent, within the bounds. */
function NumberInput({ label, setting, value, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState(String(value))
  const { min, max, step } = setting
  const bounded = (number: number) => Math.min(max, Math.max(min, step === 1 ? Math.round(number) : number))
  useEffect(() => {
    setTyped((before) => (Number(before) === value && before.trim() !== '' ? before : String(value)))
  }, [value])
  return (
    <Input
      type="number"
      aria-label={label}
      className="w-28 tabular-nums"
      {...{ min, max, step }}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        if (!Number.isNaN(target.valueAsNumber)) onChange(bounded(target.valueAsNumber))
      }}
      onBlur={() => setTyped(String(value))}
    />
  )
}
