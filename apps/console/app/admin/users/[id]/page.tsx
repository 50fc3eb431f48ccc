import { ChartColumn, LogIn } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { GrantDialog } from '@/components/grants/grant-dialog'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { callColumns } from '@/components/usage/call-columns'
import { listGroups } from '@/lib/admin-api/groups'
import { listKeys } from '@/lib/admin-api/keys'
import { listLogIns } from '@/lib/admin-api/log-ins'
import { getWaysInOf } from '@/lib/admin-api/oidc'
import { requireUser } from '@/lib/admin-api/session'
import { getSettings } from '@/lib/admin-api/settings'
import { listCalls } from '@/lib/admin-api/usage'
import { getUser } from '@/lib/admin-api/users'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { EditUser } from '../_components/edit-user'
import { keyLimitColumns } from '../_components/key-limit-columns'
import { logInColumns } from '../_components/log-in-columns'
import { MakeCode } from '../_components/make-code'
import { ResetConnection } from '../_components/reset-connection'
import { ResetSecondFactor } from '../_components/reset-second-factor'
import { UserStateBadge } from '../_components/user-state-badge'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('users') }
}

const KEYS_SHOWN = 100
const LOG_INS_SHOWN = 10

export interface UserPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

export default async function UserPage({ params, searchParams }: UserPageProps) {
  const [{ id }, parameters] = await Promise.all([params, searchParams])
  const [{ me, installation }, user, waysIn, groups, settings, keys, logIns, calls, columns, limitColumns, t, roles] =
    await Promise.all([
      requireUser(),
      getUser(id),
      getWaysInOf(id),
      listGroups(),
      getSettings(),
      listKeys({ first: KEYS_SHOWN, after: null }, id),
      listLogIns(id, { first: LOG_INS_SHOWN, after: null }),
      listCalls(pageArgsOf(parameters), { userId: id }),
      callColumns({ showUser: false }),
      keyLimitColumns(),
      getTranslations('admin.users'),
      getTranslations('roles'),
    ])
  const courses = user.courses.map(({ course }) => course.name).join(', ')
  return (
    <Page
      title={user.username}
      description={
        <span className="flex flex-wrap items-center gap-2">
          {[user.displayName, roles(user.role), user.groups.map(({ name }) => name).join(', '), user.tier, courses]
            .filter(Boolean)
            .join(' · ')}
          <UserStateBadge state={user.state} />
        </span>
      }
      actions={
        <>
          <MakeCode userId={user.id} name={user.username} />
          {user.hasSecondFactor && <ResetSecondFactor userId={user.id} name={user.username} />}
          <EditUser user={user} groups={groups} tiers={settings.tiers.map(({ name }) => name)} myRole={me.role} />
          {waysIn.provider !== null && waysIn.connectedAt != null && (
            <ResetConnection userId={user.id} name={user.username} provider={waysIn.provider} />
          )}
          <Button asChild>
            <Link href={`/finance/accounts/${user.wallet.id}`}>{t('wallet')}</Link>
          </Button>
          <GrantDialog
            target={{ userId: user.id }}
            name={user.username}
            currency={installation.currency}
            timeZone={installation.timeZone}
            isPending={user.state === 'PENDING'}
          />
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        <Tile label={t('available')} value={<Money amount={user.wallet.available} precision="balance" />} />
        <Tile label={t('held')} value={<Money amount={user.wallet.held} precision="balance" />} />
        <Tile label={t('balance')} value={<Money amount={user.wallet.balance} precision="balance" />} />
      </div>
      {keys.rows.length > 0 && (
        <section className="grid gap-3">
          <TableHead title={t('keys')} csvPath={`/admin/users/${id}/csv`} table="keys" />
          <DataTable
            caption={t('keys')}
            columns={limitColumns}
            page={keys}
            rowKey={({ id: keyId }) => keyId}
            parameters={{ hide: parameters.hide }}
            empty={null}
          />
        </section>
      )}
      <section className="grid gap-3">
        <TableHead title={t('calls')} csvPath={`/admin/users/${id}/csv`} />
        <DataTable
          caption={t('calls')}
          columns={columns}
          page={calls}
          rowKey={({ requestId }) => requestId}
          parameters={parameters}
          empty={<EmptyState icon={ChartColumn} title={t('noCalls')} />}
        />
      </section>
      <section className="grid gap-3">
        <TableHead title={t('logIns.title')} csvPath={`/admin/users/${id}/csv`} table="log-ins" />
        <DataTable
          caption={t('logIns.title')}
          columns={await logInColumns(waysIn.provider)}
          page={{ ...logIns, pageInfo: { hasNextPage: false } }} // the file has them all
          rowKey={({ id: logInId }) => logInId}
          parameters={{ hide: parameters.hide }}
          empty={<EmptyState icon={LogIn} title={t('logIns.none')} />}
        />
      </section>
    </Page>
  )
}

/** Several tables stand on this page: each says what it is, and has its own file. */
function TableHead({ title, csvPath, table }: { title: string; csvPath: string; table?: string }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <h2 className="font-semibold text-base">{title}</h2>
      <CsvLink path={csvPath} parameters={{ table }} />
    </div>
  )
}
