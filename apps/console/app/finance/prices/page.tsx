import { Tag } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/states'
import { listPrices, type PricedModel } from '@/lib/admin-api/prices'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'

const PATH = '/finance/prices'
/** A model's versions come together. */
const MODELS_A_PAGE = 25

interface PriceRow {
  model: PricedModel
  price: PricedModel['prices'][number]
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('prices') }
}

/** Every price of every model with the time from which it counts: read only. */
export default async function PricesPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  await requireRole(FINANCE_ROLES)
  const parameters = await searchParams
  const [page, columns, t] = await Promise.all([
    listPrices(pageArgsOf(parameters, MODELS_A_PAGE), textOf(parameters, 'search')),
    priceColumns(),
    getTranslations('finance.prices'),
  ])
  const rows = page.rows.flatMap((model) => model.prices.map((price) => ({ model, price })))
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<CsvLink path={`${PATH}/csv`} parameters={parameters} />}
    >
      <Toolbar action={PATH} parameters={parameters} placeholder={t('search')} />
      <DataTable
        caption={t('title')}
        columns={columns}
        page={{ ...page, rows }}
        rowKey={({ price }) => price.id}
        parameters={parameters}
        empty={<EmptyState icon={Tag} title={t('empty')} />}
      />
    </Page>
  )
}

async function priceColumns(): Promise<readonly Column<PriceRow>[]> {
  const t = await getTranslations('finance.prices')
  const money = (
    id: string,
    header: string,
    amountOf: (row: PriceRow) => string | null | undefined,
  ): Column<PriceRow> => ({
    ...{ id, header, isNumeric: true },
    cell: (row) => {
      const amount = amountOf(row)
      return amount == null ? <span className="text-text-muted">–</span> : <Money amount={amount} />
    },
  })
  return [
    {
      id: 'model',
      header: t('model'),
      className: 'min-w-36 break-all',
      cell: ({ model }) => (
        <>
          {model.name}
          {model.provider && <span className="block text-text-muted text-xs">{model.provider}</span>}
        </>
      ),
    },
    {
      id: 'validFrom',
      header: t('validFrom'),
      className: 'whitespace-nowrap',
      cell: ({ model, price }) => (
        <>
          <Time at={price.validFrom} />{' '}
          {price.id === model.price?.id && <StateBadge tone="positive">{t('current')}</StateBadge>}
        </>
      ),
    },
    money('input', t('input'), ({ price }) => price.inputPerMillion),
    money('output', t('output'), ({ price }) => price.outputPerMillion),
    money('cached', t('cached'), ({ price }) => price.cacheReadPerMillion),
    money('cacheWrite', t('cacheWrite'), ({ price }) => price.cacheWritePerMillion),
    money('reasoning', t('reasoning'), ({ price }) => price.reasoningPerMillion),
    money('request', t('perRequest'), ({ price }) => price.perRequest),
    {
      id: 'entered',
      header: t('entered'),
      className: 'whitespace-nowrap',
      cell: ({ price }) => <Time at={price.createdAt} />,
    },
  ]
}
