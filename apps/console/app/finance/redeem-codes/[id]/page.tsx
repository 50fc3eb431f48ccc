import { Ticket } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter, Filters } from '@/components/data-table/filters'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import type { RedeemCodeState } from '@/gql/graphql'
import { getRedeemBatch, listRedeemCodes, REDEEM_CODE_STATES, type RedeemCodeRow } from '@/lib/admin-api/redeem-codes'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { RevokeBatch } from '../_components/revoke-batch'

const TONES: Record<RedeemCodeState, Tone> = {
  UNUSED: 'positive',
  REDEEMED: 'neutral',
  REVOKED: 'danger',
  EXPIRED: 'warning',
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('redeemCodes') }
}

export interface BatchPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

/** What became of each code of a batch. */
export default async function BatchPage({ params, searchParams }: BatchPageProps) {
  const [{ id }, parameters] = await Promise.all([params, searchParams])
  const state = choiceOf(parameters, 'state', REDEEM_CODE_STATES)
  const [{ me }, batch, codes, t] = await Promise.all([
    requireRole(FINANCE_ROLES),
    getRedeemBatch(id),
    listRedeemCodes(pageArgsOf(parameters), { batchId: id, state: state ?? null }),
    getTranslations('finance.redeemCodes'),
  ])
  const columns: readonly Column<RedeemCodeRow>[] = [
    { id: 'code', header: t('code'), cell: ({ lastFour }) => <code className="font-mono">…{lastFour}</code> },
    {
      id: 'state',
      header: t('state'),
      cell: (code) => <StateBadge tone={TONES[code.state]}>{t(`states.${code.state}`)}</StateBadge>,
    },
    {
      id: 'by',
      header: t('redeemedBy'),
      cell: ({ redeemedBy }) =>
        redeemedBy && (
          <Link
            href={`/finance/accounts/${redeemedBy.wallet.id}`}
            className="text-accent underline-offset-4 hover:underline"
          >
            {redeemedBy.username}
          </Link>
        ),
    },
    { id: 'at', header: t('redeemedAt'), cell: ({ redeemedAt }) => redeemedAt && <Time at={redeemedAt} /> },
  ]
  return (
    <Page
      title={batch.name}
      description={
        <>
          {t('made')} <Time at={batch.createdAt} /> {batch.createdBy && `· ${batch.createdBy.username}`}
        </>
      }
      actions={
        <>
          <CsvLink path={`/finance/redeem-codes/${id}/csv`} parameters={parameters} />
          {ADMIN_ROLES.includes(me.role) && batch.unusedCount > 0 && (
            <RevokeBatch id={id} name={batch.name} unusedCount={batch.unusedCount} />
          )}
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          label={t('worth')}
          value={<Money amount={batch.amount} />}
          note={
            batch.moneyExpiresAt ? (
              <>
                {t('moneyEnds')} <Time at={batch.moneyExpiresAt} />
              </>
            ) : (
              t('moneyStays')
            )
          }
        />
        <Tile label={t('redeemed')} value={t('ofCount', { redeemed: batch.redeemedCount, count: batch.codeCount })} />
        <Tile label={t('credited')} value={<Money amount={batch.redeemedAmount} />} />
        <Tile
          label={t('states.UNUSED')}
          value={batch.unusedCount}
          note={
            batch.revokedAt ? (
              <>
                {t('batchStates.revoked')} · <Time at={batch.revokedAt} />
              </>
            ) : (
              <>
                {t('expiresOn')} {batch.expiresAt ? <Time at={batch.expiresAt} /> : t('never')}
              </>
            )
          }
        />
      </div>
      <Filters action={`/finance/redeem-codes/${id}`}>
        <ChoiceFilter
          name="state"
          label={t('state')}
          any={t('anyState')}
          choices={REDEEM_CODE_STATES}
          value={state}
          wordOf={(choice) => t(`states.${choice}`)}
        />
      </Filters>
      <DataTable
        caption={t('codes')}
        columns={columns}
        page={codes}
        rowKey={(code) => code.id}
        parameters={parameters}
        empty={<EmptyState icon={Ticket} title={t('noCodes')} />}
      />
    </Page>
  )
}
