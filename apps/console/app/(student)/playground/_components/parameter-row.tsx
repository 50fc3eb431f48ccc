'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Switch } from '@/components/ui/switch'

export interface ParameterRowProps {
  label: string
  isOn: boolean
  onToggle: (isOn: boolean) => void
  /** Beside the label while it is on. */
  children?: ReactNode
  /** Below it while it is on. */
  below?: ReactNode
}

/** A setting with its switch: off means that it is not sent at all. */
export function ParameterRow({ label, isOn, onToggle, children, below }: ParameterRowProps) {
  const t = useTranslations('playground')
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-h-9 items-center gap-3">
        <Switch checked={isOn} onCheckedChange={onToggle} aria-label={t('send', { setting: label })} />
        <span className="min-w-0 flex-1">{label}</span>
        {isOn ? children : <span className="whitespace-nowrap text-[13px] text-text-muted">{t('notSent')}</span>}
      </div>
      {isOn && below}
    </div>
  )
}
