import { useTranslations } from 'next-intl'
import type { NamedAccount } from '@/lib/admin-api/ledger'

/** Whose money it is, in words: a pool by its name, a wallet by its owner. */
export function useAccountName(): (account: NamedAccount) => string {
  const t = useTranslations('ledger')
  return ({ kind, name, owner }) => {
    switch (kind) {
      case 'POOL':
        return name ?? t('accounts.POOL')
      case 'WALLET':
        return owner?.username ?? t('accounts.WALLET')
      default:
        return t(`accounts.${kind}`)
    }
  }
}

export function AccountName({ account }: { account: NamedAccount }) {
  return useAccountName()(account)
}
