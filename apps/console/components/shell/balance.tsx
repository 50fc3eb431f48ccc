'use client'
import { Wallet } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { cn } from '@/lib/class-names'
import { formatMoney, isZero, parseNanos } from '@/lib/money'

const LOW_NANOS = 1_000_000_000n

export interface Balance {
  /** Decimal text in currency units: what is left to spend, without held money. */
  available: string
  held: string
  currency: string
}

const BalanceContext = createContext<{ balance: Balance; setAvailable: (available: string) => void } | undefined>(
  undefined,
)

/** Holds the balance that the server told, until an answer in the playground tells a newer one. */
export function BalanceProvider({ initial, children }: { initial: Balance; children: ReactNode }) {
  const { available, held, currency } = initial
  const [balance, setBalance] = useState(initial)
  useEffect(() => setBalance({ available, held, currency }), [available, held, currency])
  const value = useMemo(
    () => ({ balance, setAvailable: (text: string) => setBalance((known) => ({ ...known, available: text })) }),
    [balance],
  )
  return <BalanceContext value={value}>{children}</BalanceContext>
}

export function useBalance() {
  const value = useContext(BalanceContext)
  if (value === undefined) throw new Error('useBalance needs a BalanceProvider above it')
  return value
}

/** What is left, and how much of it is held by running requests. Opens the account. */
export function BalanceChip() {
  const t = useTranslations('balance')
  const locale = useLocale()
  const { available, held, currency } = useBalance().balance
  const isLow = (parseNanos(available) ?? 0n) < LOW_NANOS
  const left = formatMoney(available, { currency, locale, precision: 'balance' })
  return (
    <Link
      href="/account"
      title={
        isZero(held) ? undefined : t('held', { amount: formatMoney(held, { currency, locale, precision: 'exact' }) })
      }
      className={cn(
        'flex h-8 items-center gap-1.5 rounded-full border px-3 font-medium text-[13px] tabular-nums hover:bg-sunken',
        isLow && 'border-warning/50 bg-warning-soft text-warning',
      )}
    >
      <Wallet aria-hidden className="size-4" />
      {t('left', { amount: left })}
    </Link>
  )
}
