import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import type { TrafficDimension } from '@/gql/graphql'
import type { TrafficRow } from '@/lib/admin-api/traffic'
import { formatCount } from '@/lib/format'
import { successShareOf } from '@/lib/success-share'
import { LatencyText } from './latency-text'

export interface TrafficColumnsOptions {
  dimension: TrafficDimension
  /** Where a row leads; `undefined`: nowhere. */
  hrefOf: (row: TrafficRow) => string | undefined
  withLatency: boolean
}

/** Sums of one dimension, each row leading to what explains it. */
export async function trafficColumns(options: TrafficColumnsOptions): Promise<readonly Column<TrafficRow>[]> {
  const { dimension, hrefOf, withLatency } = options
  const [t, usage, locale] = await Promise.all([
    getTranslations('finance.traffic'),
    getTranslations('usage'),
    getLocale(),
  ])
  const count = (text: string) => formatCount(text, locale)
  const latency: readonly Column<TrafficRow>[] = [
    {
      id: 'duration',
      header: t('durationP'),
      isNumeric: true,
      cell: ({ duration }) => <LatencyText spread={duration} />,
    },
    {
      id: 'firstByte',
      header: t('firstByteP'),
      isNumeric: true,
      cell: ({ firstByte }) => <LatencyText spread={firstByte} />,
    },
    {
      id: 'samples',
      header: t('samples'),
      isNumeric: true,
      cell: ({ duration }) => (duration ? formatCount(duration.samples, locale) : '–'),
    },
  ]
  return [
    {
      id: 'name',
      header: t(`dimensions.${dimension}`),
      className: 'min-w-36 break-words',
      sortField: 'NAME',
      cell: (row) => <Name row={row} href={hrefOf(row)} none={t('without')} />,
    },
    {
      id: 'amount',
      header: usage('cost'),
      isNumeric: true,
      sortField: 'AMOUNT',
      cell: ({ amount }) => <Money amount={amount} />,
    },
    { id: 'calls', header: t('callsShort'), isNumeric: true, sortField: 'CALLS', cell: ({ calls }) => count(calls) },
    {
      id: 'tokens',
      header: usage('tokensInOut'),
      isNumeric: true,
      sortField: 'TOKENS',
      cell: ({ inputTokens, outputTokens }) => `${count(inputTokens)} / ${count(outputTokens)}`,
    },
    {
      id: 'success',
      header: usage('success'),
      isNumeric: true,
      cell: (row) => {
        const share = successShareOf(row)
        return share === undefined ? usage('noData') : `${share}%`
      },
    },
    ...(withLatency ? latency : []),
  ]
}

function Name({ row, href, none }: { row: TrafficRow; href: string | undefined; none: string }) {
  const name = row.id === '' ? none : (row.name ?? row.id)
  return (
    <>
      {href === undefined ? (
        name
      ) : (
        <Link href={href} className="text-accent underline-offset-4 hover:underline">
          {name}
        </Link>
      )}
      {row.detail && row.detail !== row.name && <span className="block text-text-muted text-xs">{row.detail}</span>}
    </>
  )
}
