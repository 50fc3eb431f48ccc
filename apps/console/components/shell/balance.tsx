'use client'
import { Wallet } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { cn } from '@/lib/class-names'
import { formatMoney, isZero, parseNanos } from '@/lib/money'

const LOW_NANOS = 1_000_000_000n

/** Decimal texts in currency units. */
export interface Balance {
  balance: string
  /** Without held money: what a new call can use. */
  available: string
  held: string
  currency: string
}

interface BalanceValue {
  wallet: Balance
  /** A newer balance than the server's, told by an answer. */
  setBalance: (balance: string) => void
}

const BalanceContext = createContext<BalanceValue | undefined>(undefined)

/** Holds the balance that the server told, until an answer in the playground tells a newer one. */
export function BalanceProvider({ initial, children }: { initial: Balance; children: ReactNode }) {
  const { balance, available, held, currency } = initial
  const [wallet, setWallet] = useState(initial)
  useEffect(() => setWallet({ balance, available, held, currency }), [balance, available, held, currency])
  const value = useMemo(
    () => ({ wallet, setBalance: (text: string) => setWallet((known) => ({ ...known, balance: text })) }),
    [wallet],
  )
  return <BalanceContext value={value}>{children}</BalanceContext>
}

export function useBalance(): BalanceValue {
  const value = useContext(BalanceContext)
  if (value === undefined) throw new Error('useBalance needs a BalanceProvider above it')
  return value
}

/** What is left, and how much of it is held by running requests. Opens the account. */
export function BalanceChip() {
  const t = useTranslations('balance')
  const locale = useLocale()
  const { balance, held, currency } = useBalance().wallet
  const isLow = (parseNanos(balance) ?? 0n) < LOW_NANOS
  const left = formatMoney(balance, { currency, locale, precision: 'balance' })
  return (
    <Link
      href="/account"
      title={
        isZero(held) ? undefined : t('held', { amount: formatMoney(held, { currency, locale, precision: 'exact' }) })
      }
      className={cn(
        'flex h-8 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 font-medium text-[13px] tabular-nums hover:bg-sunken',
        isLow && 'border-warning/50 bg-warning-soft text-warning',
      )}
    >
      <Wallet aria-hidden className="size-4" />
      {t('left', { amount: left })}
    </Link>
  )
}
