import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Time } from '@/components/time'
import { StateBadge, Tag, type Tone } from '@/components/ui/badge'
import type { InvariantState } from '@/gql/graphql'
import type { InvariantCheck } from '@/lib/admin-api/reconciliation'
import { readInvariantId } from '@/lib/invariant-id'

const TONES: Record<InvariantState, Tone> = { HOLDS: 'positive', BROKEN: 'danger', UNCHECKED: 'warning' }
const SHOWN_IDS = 5

export async function checkColumns(): Promise<readonly Column<InvariantCheck>[]> {
  const t = await getTranslations('finance.reconciliation')
  return [
    { id: 'rule', header: t('rule'), className: 'min-w-56', cell: (check) => <Rule check={check} /> },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>,
    },
    { id: 'checked', header: t('checked'), cell: (check) => <Looked check={check} /> },
    { id: 'broken', header: t('broken'), cell: (check) => <Broken check={check} /> },
  ]
}

async function Rule({ check: { id, says } }: { check: InvariantCheck }) {
  const t = await getTranslations('finance.reconciliation')
  const { rule, isSample } = readInvariantId(id)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Tag>{id}</Tag>
      {rule === undefined ? <span lang="en">{says}</span> : t(`rules.${rule}`)}
      {isSample && <span className="text-text-muted">{t('sample')}</span>}
    </span>
  )
}

async function Looked({ check: { checkedAt, failedAt } }: { check: InvariantCheck }) {
  const t = await getTranslations('finance.reconciliation')
  return (
    <>
      {checkedAt ? <Time at={checkedAt} /> : t('never')}
      {failedAt && (
        <span className="block text-warning">
          {t('failing')} <Time at={failedAt} />
        </span>
      )}
    </>
  )
}

/** Balances lead to their accounts, costs to their receipts. */
async function Broken({ check: { id, brokenIds } }: { check: InvariantCheck }) {
  const t = await getTranslations('finance.reconciliation')
  const { rule } = readInvariantId(id)
  const folder = rule === 'L1' || rule === 'L7' ? '/finance/accounts' : rule === 'L9' ? '/usage' : undefined
  if (brokenIds.length === 0) return '–'
  return (
    <>
      {brokenIds.slice(0, SHOWN_IDS).map((brokenId) => (
        <code key={brokenId} className="block break-all font-mono text-xs">
          {folder === undefined ? (
            brokenId
          ) : (
            <Link href={`${folder}/${brokenId}`} className="text-accent underline-offset-4 hover:underline">
              {brokenId}
            </Link>
          )}
        </code>
      ))}
      {brokenIds.length > SHOWN_IDS && t('more', { count: brokenIds.length - SHOWN_IDS })}
    </>
  )
}
