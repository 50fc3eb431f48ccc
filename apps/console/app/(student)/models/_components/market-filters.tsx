import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { MARKET_ABILITIES, MARKET_SCOPES, MARKET_SORTS } from '@/lib/market-address'
import { choiceOf, idOf, type SearchParameters, textOf } from '@/lib/table-address'

export interface MarketFiltersProps {
  parameters: SearchParameters
  providers: readonly string[]
  groups: readonly { id: string; name: string }[]
}

/** Search, filters and order of the market; what is chosen ends up in the address. */
export function MarketFilters({ parameters, providers, groups }: MarketFiltersProps) {
  const [t, abilities, common] = [useTranslations('models'), useTranslations('abilities'), useTranslations('common')]
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]))
  return (
    <Form action="/models" className="flex flex-wrap items-center gap-2 [&_select]:max-w-48">
      <Input
        key={textOf(parameters, 'search')}
        name="search"
        type="search"
        maxLength={64}
        defaultValue={textOf(parameters, 'search')}
        aria-label={t('search')}
        placeholder={t('search')}
        className="min-w-0 max-sm:basis-full sm:w-64"
      />
      <ChoiceFilter
        name="ability"
        label={t('ability')}
        any={t('anyAbility')}
        choices={MARKET_ABILITIES}
        value={choiceOf(parameters, 'ability', MARKET_ABILITIES)}
        wordOf={(ability) => abilities(ability)}
      />
      <ChoiceFilter
        name="provider"
        label={t('provider')}
        any={t('anyProvider')}
        choices={providers}
        value={choiceOf(parameters, 'provider', providers)}
        wordOf={(provider) => provider}
      />
      {groups.length > 1 && (
        <ChoiceFilter
          name="group"
          label={t('group')}
          any={t('anyGroup')}
          choices={groups.map(({ id }) => id)}
          value={groups.find(({ id }) => id === idOf(parameters, 'group'))?.id}
          wordOf={(id) => groupNames.get(id) ?? ''}
        />
      )}
      <ChoiceFilter
        name="scope"
        label={t('scope')}
        any={t('scopes.usable')}
        choices={MARKET_SCOPES.slice(1)}
        value={choiceOf(parameters, 'scope', MARKET_SCOPES.slice(1))}
        wordOf={(scope) => t(`scopes.${scope}`)}
      />
      <ChoiceFilter
        name="sort"
        label={t('sort')}
        any={t('sorts.name')}
        choices={MARKET_SORTS.slice(1)}
        value={choiceOf(parameters, 'sort', MARKET_SORTS.slice(1))}
        wordOf={(sort) => t(`sorts.${sort}`)}
      />
      <Button type="submit">{common('search')}</Button>
    </Form>
  )
}
