import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Abilities } from '@/components/abilities'
import type { Column } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/ui/badge'
import type { CatalogRow } from '@/lib/admin-api/catalog'
import { formatCount } from '@/lib/format'
import { toModelPath } from '@/lib/model-path'
import { ModelSwitch } from './model-switch'
import { NewPrice } from './new-price'

export async function catalogColumns(currency: string): Promise<readonly Column<CatalogRow>[]> {
  const [t, locale] = await Promise.all([getTranslations('admin.catalog'), getLocale()])
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ name, provider }) => (
        <Link href={toModelPath(name)} className="break-all text-accent underline-offset-4 hover:underline">
          {name}
          {provider && <span className="block text-text-muted">{provider}</span>}
        </Link>
      ),
    },
    {
      id: 'abilities',
      header: t('abilities'),
      cell: ({ abilities }) => (
        <span className="flex flex-wrap gap-1">
          <Abilities names={abilities} />
        </span>
      ),
    },
    {
      id: 'input',
      header: t('input'),
      isNumeric: true,
      cell: ({ price }) =>
        price ? <Money amount={price.inputPerMillion} /> : <StateBadge tone="warning">{t('noPrice')}</StateBadge>,
    },
    {
      id: 'output',
      header: t('output'),
      isNumeric: true,
      cell: ({ price }) => price && <Money amount={price.outputPerMillion} />,
    },
    {
      id: 'maxOutput',
      header: t('maxOutput'),
      isNumeric: true,
      cell: ({ maxOutputTokens }) => (maxOutputTokens == null ? t('unknown') : formatCount(maxOutputTokens, locale)),
    },
    { id: 'groups', header: t('groups'), cell: ({ groups }) => groups.map(({ name }) => name).join(', ') },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: ({ id, name, version, isActive, price }) => (
        <div className="flex items-center justify-end gap-2">
          <ModelSwitch id={id} name={name} version={version} isActive={isActive} />
          <NewPrice modelId={id} modelName={name} currency={currency} current={price ?? null} />
        </div>
      ),
    },
  ]
}
