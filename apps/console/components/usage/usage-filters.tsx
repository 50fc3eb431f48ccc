import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Button } from '@/components/ui/button'
import type { UsageStatus } from '@/gql/graphql'
import { USAGE_STATUSES } from '@/lib/usage-filter'

export interface UsageFiltersProps {
  action: string
  period: string
  models: readonly string[]
  keys: readonly { id: string; name: string }[]
  chosen: { model: string; key: string; status: UsageStatus | undefined }
}

/** Which calls; what is chosen ends up in the address. */
export function UsageFilters({ action, period, models, keys, chosen }: UsageFiltersProps) {
  const t = useTranslations('usage')
  const common = useTranslations('common')
  const nameOf = new Map(keys.map(({ id, name }) => [id, name]))
  const withChosen = (values: readonly string[], value: string) =>
    value === '' || values.includes(value) ? values : [value, ...values]
  return (
    <Form action={action} className="flex min-w-0 flex-wrap items-center gap-2 [&_select]:max-w-52">
      <input type="hidden" name="period" value={period} />
      <ChoiceFilter
        name="model"
        label={t('model')}
        any={t('anyModel')}
        choices={withChosen(models, chosen.model)}
        value={chosen.model || undefined}
        wordOf={(name) => name}
      />
      <ChoiceFilter
        name="key"
        label={t('key')}
        any={t('anyKey')}
        choices={withChosen(
          keys.map(({ id }) => id),
          chosen.key,
        )}
        value={chosen.key || undefined}
        wordOf={(id) => nameOf.get(id) ?? t('unknownKey')}
      />
      <ChoiceFilter
        name="status"
        label={t('status')}
        any={t('anyStatus')}
        choices={USAGE_STATUSES}
        value={chosen.status}
        wordOf={(status) => t(`statuses.${status}`)}
      />
      <Button type="submit">{common('apply')}</Button>
    </Form>
  )
}
