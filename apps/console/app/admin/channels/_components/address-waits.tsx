'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/states'
import { AllowAddress } from './allow-address'

export interface AddressWaitsProps {
  hostPort: string
  isRoot: boolean
  onAllowed?: () => void
  /** What it keeps from happening. */
  children: ReactNode
}

/** An address that no gateway may reach yet, and the way out for root. */
export function AddressWaits({ hostPort, isRoot, onAllowed, children }: AddressWaitsProps) {
  const t = useTranslations('admin.channels')
  return (
    <Callout tone="warning">
      <p>{children}</p>
      <div className="mt-2">
        {isRoot ? <AllowAddress hostPort={hostPort} onAllowed={onAllowed} /> : <span>{t('notRoot')}</span>}
      </div>
    </Callout>
  )
}
