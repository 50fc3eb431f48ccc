import { getTranslations } from 'next-intl/server'
import type { AccountDetail } from '@/lib/admin-api/accounts'
import { AccountStateBadge } from './account-state-badge'

/** What kind of account it is and whose. */
export async function AccountFacts({ account: { kind, state, owner, course } }: { account: AccountDetail }) {
  const t = await getTranslations('finance.accounts')
  const facts = [
    t(`kinds.${kind}`),
    kind === 'WALLET' && owner?.displayName !== owner?.username && owner?.displayName,
    course && t('course', { name: course.name }),
    kind === 'POOL' && owner && t('owner', { name: owner.username }),
  ]
  return (
    <span className="flex flex-wrap items-center gap-2">
      {facts.filter(Boolean).join(' · ')}
      <AccountStateBadge state={state} />
    </span>
  )
}
