'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, type Ref, useEffect, useState } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { AccountChoice } from '@/lib/admin-api/account-choices'
import { formatMoney } from '@/lib/money'
import { searchAccounts } from './actions'

const PAUSE_MS = 250

export interface AccountPickerProps {
  label: ReactNode
  currency: string
  error: string | undefined
  inputRef: Ref<HTMLInputElement>
  /** '' where the choice was taken back. */
  onChoose: (accountId: string) => void
}

/** A wallet or a pool, found by a part of its name. */
export function AccountPicker({ label, currency, error, inputRef, onChoose }: AccountPickerProps) {
  const t = useTranslations('corrections')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<AccountChoice | null>(null)
  const { found, failure } = useFoundAccounts(chosen === null ? text.trim() : '')
  function choose(account: AccountChoice | null) {
    setChosen(account)
    onChoose(account?.id ?? '')
  }
  if (chosen !== null)
    return (
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">{label}</span>
        <div className="flex items-center justify-between gap-2 rounded-md border bg-sunken py-1 pr-1 pl-3">
          <ChoiceText account={chosen} currency={currency} />
          <Button size="small" variant="ghost" autoFocus onClick={() => choose(null)}>
            {t('change')}
          </Button>
        </div>
        {error && <p className="text-[13px] text-danger">{error}</p>}
      </div>
    )
  return (
    <div>
      <Field label={label} hint={t('accountHint')} error={error}>
        {(control) => (
          <Input
            {...control}
            ref={inputRef}
            type="search"
            autoComplete="off"
            maxLength={64}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <div aria-live="polite">
        {failure !== null && <p className="mt-1.5 text-[13px] text-danger">{failure}</p>}
        {found?.length === 0 && <p className="mt-1.5 text-[13px] text-text-muted">{t('noAccount')}</p>}
        {found !== null && found.length > 0 && (
          <ul className="mt-1.5 max-h-48 overflow-y-auto rounded-md border">
            {found.map((account) => (
              <li key={account.id}>
                <button
                  type="button"
                  className="flex w-full px-3 py-2 text-left hover:bg-sunken"
                  onClick={() => choose(account)}
                >
                  <ChoiceText account={account} currency={currency} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function ChoiceText({
  account: { kind, name, note, available },
  currency,
}: {
  account: AccountChoice
  currency: string
}) {
  const t = useTranslations('corrections')
  const locale = useLocale()
  const money = available === null ? null : formatMoney(available, { currency, locale, precision: 'balance' })
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-3 text-[13px]">
      <span className="min-w-0 break-words">
        {name}{' '}
        <span className="text-text-muted">{[note, kind === 'POOL' && t('pool')].filter(Boolean).join(' · ')}</span>
      </span>
      {money !== null && <span className="text-text-muted tabular-nums">{t('free', { amount: money })}</span>}
    </span>
  )
}

/** The answers to what was typed last; null: none yet. */
function useFoundAccounts(text: string): { found: readonly AccountChoice[] | null; failure: string | null } {
  const words = useFailureWords()
  const [answer, setAnswer] = useState<{ text: string; found: readonly AccountChoice[]; failureCode: string | null }>()
  useEffect(() => {
    if (text === '') return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const result = await searchAccounts(text).catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      if (!isCurrent || result === undefined) return
      const failureCode = result.type === 'failed' ? result.code : null
      setAnswer({ text, found: result.type === 'done' ? result.value : [], failureCode })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [text])
  if (text === '' || answer === undefined) return { found: null, failure: null }
  if (answer.failureCode !== null) return { found: null, failure: words(answer.failureCode) }
  return { found: answer.found, failure: null }
}
