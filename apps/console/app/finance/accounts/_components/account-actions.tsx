import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AdjustDialog } from '@/components/corrections/adjust-dialog'
import { GrantDialog } from '@/components/grants/grant-dialog'
import type { GrantTarget } from '@/components/grants/grant-form-schema'
import { useAccountName } from '@/components/ledger/account-name'
import { Button } from '@/components/ui/button'
import type { AccountDetail } from '@/lib/admin-api/accounts'
import { listSecondPeople, type SecondPerson } from '@/lib/admin-api/corrections'
import { ADMIN_ROLES, type Installation, requireUser } from '@/lib/admin-api/session'
import { PoolStateDialog } from './pool-state-dialog'

/** What an administrator may do with it; finance looks. */
export async function AccountActions({ account }: { account: AccountDetail }) {
  const { me, installation } = await requireUser()
  if (!ADMIN_ROLES.includes(me.role)) return null
  const [people, t] = await Promise.all([listSecondPeople(me.id), getTranslations('finance.accounts')])
  return (
    <>
      {account.kind === 'WALLET' && account.owner && (
        <Button asChild>
          <Link href={`/admin/users/${account.owner.id}`}>{t('user')}</Link>
        </Button>
      )}
      {account.kind === 'POOL' && (
        <PoolStateDialog id={account.id} name={account.name ?? ''} isOpen={account.state === 'ACTIVE'} />
      )}
      <MoneyActions account={account} people={people} installation={installation} />
    </>
  )
}

interface MoneyActionsProps {
  account: AccountDetail
  people: readonly SecondPerson[]
  installation: Installation
}

function MoneyActions({ account, people, installation: { currency, timeZone } }: MoneyActionsProps) {
  const name = useAccountName()(account)
  const target = targetOf(account)
  return (
    <>
      <AdjustDialog currency={currency} people={people} account={{ id: account.id, name }} />
      {target !== undefined && account.state === 'ACTIVE' && (
        <GrantDialog
          target={target}
          name={name}
          currency={currency}
          timeZone={timeZone}
          isPending={account.owner?.state === 'PENDING'}
        />
      )}
    </>
  )
}

/** Only wallets and pools are given money. */
function targetOf({ id, kind, owner }: AccountDetail): GrantTarget | undefined {
  if (kind === 'POOL') return { poolId: id }
  return kind === 'WALLET' && owner ? { userId: owner.id } : undefined
}
