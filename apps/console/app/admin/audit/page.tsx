import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { Input } from '@/components/ui/input'
import { EmptyState } from '@/components/ui/states'
import { type AuditRow, auditFilterOf, listAudit } from '@/lib/admin-api/audit'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { Change } from './_components/change'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('audit') }
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [page, t] = await Promise.all([
    auditFilterOf(parameters).then((filter) => listAudit(pageArgsOf(parameters), filter)),
    getTranslations('admin.audit'),
  ])
  const columns: readonly Column<AuditRow>[] = [
    { id: 'at', header: t('at'), className: 'align-top', cell: ({ at }) => <Time at={at} /> },
    {
      id: 'actor',
      header: t('actor'),
      className: 'align-top',
      cell: ({ actor, actorKind, address }) => (
        <>
          {actor?.username ?? (actorKind === 'system' ? t('system') : t('visitor'))}
          {address && <span className="block text-text-muted">{address}</span>}
        </>
      ),
    },
    {
      id: 'action',
      header: t('action'),
      className: 'align-top',
      cell: ({ action }) => <code className="font-mono text-xs">{action}</code>,
    },
    {
      id: 'target',
      header: t('target'),
      className: 'align-top',
      cell: ({ targetKind, targetId, targetName }) => (
        <span title={targetId ?? undefined}>
          {targetKind}
          {targetName ? (
            <span className="block break-all text-text-muted">{targetName}</span>
          ) : (
            targetId && <code className="block max-w-40 break-all font-mono text-text-muted text-xs">{targetId}</code>
          )}
        </span>
      ),
    },
    {
      id: 'change',
      header: t('change'),
      className: 'align-top',
      cell: ({ before, after, reason }) => (
        <Change before={before ?? null} after={after ?? null} reason={reason ?? null} />
      ),
    },
  ]
  return (
    <Page
      title={t('title')}
      description={t('text')}
      actions={<CsvLink path="/admin/audit/csv" parameters={parameters} />}
    >
      <Toolbar action="/admin/audit" parameters={parameters} placeholder={t('search')}>
        <Input
          key={textOf(parameters, 'actor')}
          name="actor"
          maxLength={64}
          defaultValue={textOf(parameters, 'actor')}
          aria-label={t('byUser')}
          placeholder={t('byUser')}
          className="w-44"
        />
      </Toolbar>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={ScrollText} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
