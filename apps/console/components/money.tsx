import { getLocale } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { formatMoney, type MoneyFormat } from '@/lib/money'

/** An amount in the installation's currency. For server components. */
export async function Money({ amount, precision = 'exact' }: { amount: string; precision?: MoneyFormat['precision'] }) {
  const [locale, { installation }] = await Promise.all([getLocale(), getSession()])
  return formatMoney(amount, { currency: installation.currency, locale, precision })
}
