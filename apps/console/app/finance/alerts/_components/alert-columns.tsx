import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { Column } from '@/components/data-table/data-table'
import { AccountName } from '@/components/ledger/account-name'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { AlertRow } from '@/lib/admin-api/alerts'
import { DEAD_LETTER_KINDS } from '@/lib/admin-api/dead-letters'

export async function alertColumns(): Promise<readonly Column<AlertRow>[]> {
  const t = await getTranslations('finance.alerts')
  return [
    {
      id: 'kind',
      header: t('kind'),
      className: 'min-w-36',
      cell: ({ kind }) => <span className="font-medium">{t(`kinds.${kind}`)}</span>,
    },
    { id: 'about', header: t('about'), className: 'min-w-40', cell: (alert) => <Subject alert={alert} /> },
    { id: 'facts', header: t('facts'), className: 'min-w-56', cell: (alert) => <Facts alert={alert} /> },
    {
      id: 'state',
      header: t('state'),
      cell: ({ closedAt }) => (
        <StateBadge tone={closedAt ? 'neutral' : 'warning'}>{t(closedAt ? 'states.closed' : 'states.open')}</StateBadge>
      ),
    },
    { id: 'since', header: t('since'), cell: ({ openedAt }) => <Time at={openedAt} /> },
    { id: 'until', header: t('until'), cell: ({ closedAt }) => (closedAt ? <Time at={closedAt} /> : '–') },
  ]
}

/** Leads to what explains it. */
async function Subject({ alert: { kind, subjectId, account, limitName } }: { alert: AlertRow }) {
  const t = await getTranslations('finance.deadLetters')
  const letterKind = DEAD_LETTER_KINDS.find((known) => known.toLowerCase() === subjectId)
  if (account)
    return (
      <SubjectLink href={`/finance/accounts/${account.id}`}>
        <AccountName account={account} />
        {limitName && ` · ${limitName}`}
      </SubjectLink>
    )
  if (kind === 'DRIFT') return <SubjectLink href="/finance/reconciliation">{subjectId}</SubjectLink>
  if (kind === 'DEAD_LETTERS' && letterKind !== undefined)
    return (
      <SubjectLink href={`/finance/dead-letters?state=open&kind=${letterKind}`}>{t(`kinds.${letterKind}`)}</SubjectLink>
    )
  return limitName ?? <code className="break-all font-mono text-xs">{subjectId}</code>
}

function SubjectLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-accent underline-offset-4 hover:underline">
      {children}
    </Link>
  )
}

const MONEY_FACTS = ['balance', 'below', 'spent', 'amount', 'held']
const NAMES = [
  ...['balance', 'below', 'percent', 'spent', 'amount', 'count', 'oldest', 'held', 'says', 'ids', 'raisedAt'],
  ...['isRecovering', 'windowStart'],
] as const
/** The limit is named beside. */
const isForPeople = ({ name }: { name: string }): boolean => name !== 'limitId'
const INSTANT = /^\d{4}-\d{2}-\d{2}T/

async function Facts({ alert: { facts } }: { alert: AlertRow }) {
  const t = await getTranslations('finance.alerts')
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3">
      {facts.filter(isForPeople).map(({ name, value }) => {
        const known = NAMES.find((candidate) => candidate === name)
        return (
          <div key={name} className="contents">
            <dt className="text-text-muted">{known === undefined ? name : t(`fact.${known}`)}</dt>
            <dd className="min-w-0 break-words tabular-nums">
              {MONEY_FACTS.includes(name) ? (
                <Money amount={value} />
              ) : INSTANT.test(value) ? (
                <Time at={value} />
              ) : (
                value
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
