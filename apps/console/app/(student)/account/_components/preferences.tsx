'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useOptimistic, useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { chooseLocale } from '@/components/shell/actions'
import { Select } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { useToast } from '@/components/ui/toast'
import type { UpdateMyAccountInput } from '@/gql/graphql'
import { submitPreferences } from '../actions'

const LANGUAGES = [
  { locale: 'zh-CN', name: '简体中文' },
  { locale: 'en', name: 'English' },
] as const

/** Kept for the person, not for the browser; each takes effect at once. */
export function Preferences({ acceptsUnpriced }: { acceptsUnpriced: boolean }) {
  const t = useTranslations('account')
  const common = useTranslations('common')
  const locale = useLocale()
  const words = useFailureWords()
  const toast = useToast()
  const languageId = useId()
  const unpricedId = useId()
  const [isPending, startTransition] = useTransition()
  const [accepts, setAccepts] = useOptimistic(acceptsUnpriced)

  async function save(input: UpdateMyAccountInput) {
    const result = await submitPreferences(input)
    if (result.type === 'done') toast({ text: common('saved') })
    else
      toast({ text: result.type === 'failed' ? words(result.code) : result.problems.map((p) => p.message).join(' ') })
  }
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={languageId} className="font-medium">
          {t('language')}
        </label>
        <Select
          id={languageId}
          value={locale}
          disabled={isPending}
          onChange={({ target }) =>
            startTransition(async () => {
              await chooseLocale(target.value)
              await save({ locale: target.value })
            })
          }
        >
          {LANGUAGES.map((language) => (
            <option key={language.locale} value={language.locale} lang={language.locale}>
              {language.name}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex items-start justify-between gap-4">
        <label htmlFor={unpricedId}>
          <span className="font-medium">{t('acceptsUnpriced')}</span>
          <span className="block text-[13px] text-text-muted">{t('acceptsUnpricedText')}</span>
        </label>
        <Switch
          id={unpricedId}
          checked={accepts}
          disabled={isPending}
          onCheckedChange={(checked) =>
            startTransition(async () => {
              setAccepts(checked)
              await save({ acceptsUnpriced: checked })
            })
          }
        />
      </div>
    </div>
  )
}
