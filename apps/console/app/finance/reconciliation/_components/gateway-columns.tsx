import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { GatewayNodeRow } from '@/lib/admin-api/gateway-nodes'
import { EndGateway } from './end-gateway'

export async function gatewayColumns({ mayEnd }: { mayEnd: boolean }): Promise<readonly Column<GatewayNodeRow>[]> {
  const t = await getTranslations('finance.reconciliation')
  const actions: Column<GatewayNodeRow> = {
    id: 'actions',
    header: <span className="sr-only">{t('gateways.actions')}</span>,
    className: 'text-right',
    cell: ({ id, leases }) => leases > 0 && <EndGateway id={id} />,
  }
  return [
    { id: 'name', header: t('gateways.name'), cell: ({ id }) => <code className="break-all font-mono">{id}</code> },
    { id: 'started', header: t('gateways.started'), cell: ({ startedAt }) => <Time at={startedAt} /> },
    {
      id: 'held',
      header: t('gateways.held'),
      isNumeric: true,
      cell: ({ held }) => <Money amount={held} precision="balance" />,
    },
    {
      id: 'leases',
      header: t('gateways.leases'),
      isNumeric: true,
      cell: ({ leases, expiredLeases }) => (
        <>
          {leases}
          {expiredLeases > 0 && <span className="block text-text-muted">{t('overdue', { count: expiredLeases })}</span>}
        </>
      ),
    },
    ...(mayEnd ? [actions] : []),
  ]
}
