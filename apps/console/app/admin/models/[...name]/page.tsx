import { Boxes } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Abilities } from '@/components/abilities'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { getModel, type ModelDetail } from '@/lib/admin-api/catalog'
import { requireUser } from '@/lib/admin-api/session'
import { formatCount } from '@/lib/format'
import { toModelName } from '@/lib/model-path'
import { EditModel } from '../_components/edit-model'
import { NewPrice } from '../_components/new-price'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('catalog') }
}

type Price = ModelDetail['prices'][number]

/** A model and every price that it has had. */
export default async function ModelPage({ params }: { params: Promise<{ name: string[] }> }) {
  const { name } = await params
  const [{ installation }, model, t, locale] = await Promise.all([
    requireUser(),
    getModel(toModelName(name)),
    getTranslations('admin.catalog'),
    getLocale(),
  ])
  const currentId = model.price?.id
  const prices = [...model.prices].sort((a, b) => b.validFrom.localeCompare(a.validFrom))
  const money = (amount: string | null | undefined) => (amount ? <Money amount={amount} /> : t('asInput'))
  const columns: readonly Column<Price>[] = [
    {
      id: 'validFrom',
      header: t('validFrom'),
      cell: ({ id, validFrom }) => (
        <span className="flex items-center gap-2">
          <Time at={validFrom} />
          {id === currentId && <StateBadge tone="positive">{t('current')}</StateBadge>}
        </span>
      ),
    },
    { id: 'input', header: t('input'), isNumeric: true, cell: ({ inputPerMillion }) => money(inputPerMillion) },
    { id: 'output', header: t('output'), isNumeric: true, cell: ({ outputPerMillion }) => money(outputPerMillion) },
    {
      id: 'cached',
      header: t('cached'),
      isNumeric: true,
      cell: ({ cacheReadPerMillion }) => money(cacheReadPerMillion),
    },
    { id: 'request', header: t('perRequest'), isNumeric: true, cell: ({ perRequest }) => money(perRequest) },
    { id: 'created', header: t('entered'), cell: ({ createdAt }) => <Time at={createdAt} /> },
  ]
  const tokens = (count: number | null | undefined) => (count == null ? t('unknown') : formatCount(count, locale))
  return (
    <Page
      title={<span className="break-all">{model.name}</span>}
      description={[model.provider, model.description].filter(Boolean).join(' · ')}
      actions={
        <>
          <EditModel model={model} />
          <NewPrice
            modelId={model.id}
            modelName={model.name}
            currency={installation.currency}
            current={prices.find(({ id }) => id === currentId) ?? null}
          />
        </>
      }
    >
      <div className="flex flex-wrap gap-1">
        <Abilities names={model.abilities} />
      </div>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        <Tile label={t('context')} value={tokens(model.contextTokens)} />
        <Tile label={t('maxOutput')} value={tokens(model.maxOutputTokens)} />
        <Tile label={t('groups')} value={model.groups.map((group) => group.name).join(', ')} />
      </div>
      {prices.length > 0 && (
        <div className="flex justify-end">
          <CsvLink path="/models/csv" parameters={{ name: model.name }} />
        </div>
      )}
      <DataTable
        caption={t('history')}
        columns={columns}
        page={{ rows: prices, pageInfo: { hasNextPage: false }, totalCount: prices.length }}
        rowKey={({ id }) => id}
        parameters={{}}
        empty={<EmptyState icon={Boxes} title={t('noPrices')} />}
      />
    </Page>
  )
}
