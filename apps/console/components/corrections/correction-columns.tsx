import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { AccountName } from '@/components/ledger/account-name'
import { ReceiptLink, Signed } from '@/components/ledger/history'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { Correction } from '@/lib/admin-api/corrections'
import { CorrectionState } from './correction-state'
import { DecideDialog } from './decide-dialog'

export async function correctionColumns(): Promise<readonly Column<Correction>[]> {
  const t = await getTranslations('corrections')
  return [
    { id: 'time', header: t('time'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'kind',
      header: t('kind'),
      className: 'whitespace-nowrap',
      cell: ({ kind, requestId }) =>
        requestId ? <ReceiptLink requestId={requestId}>{t(`kinds.${kind}`)}</ReceiptLink> : t(`kinds.${kind}`),
    },
    { id: 'account', header: t('account'), cell: (correction) => <Accounts correction={correction} /> },
    {
      id: 'amount',
      header: t('amountColumn'),
      isNumeric: true,
      cell: (correction) => <Amount correction={correction} />,
    },
    { id: 'reason', header: t('reason'), className: 'min-w-40', cell: (correction) => <Why correction={correction} /> },
    {
      id: 'state',
      header: t('state'),
      className: 'min-w-36',
      cell: (correction) => <CorrectionState correction={correction} />,
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'whitespace-nowrap text-right',
      cell: (correction) => correction.canDecide && <Decide correction={correction} />,
    },
  ]
}

function Accounts({ correction: { account, toAccount } }: { correction: Correction }) {
  if (!account) return '–'
  return (
    <>
      <AccountName account={account} />
      {toAccount && (
        <>
          {' → '}
          <AccountName account={toAccount} />
        </>
      )}
    </>
  )
}

/** Of a move the amount itself: it leaves one account and enters another. */
function Amount({ correction: { kind, amount } }: { correction: Correction }) {
  return kind === 'MOVE' ? <Money amount={amount.replace(/^-/, '')} /> : <Signed amount={amount} />
}

async function Why({ correction: { reason, actor, secondPerson } }: { correction: Correction }) {
  const t = await getTranslations('ledger')
  const people = [actor?.username, secondPerson?.username].filter(Boolean).join(' + ')
  return (
    <>
      <span className="break-words">{reason}</span>
      {people !== '' && <span className="block text-text-muted">{t('by', { people })}</span>}
    </>
  )
}

async function Decide({ correction }: { correction: Correction }) {
  const t = await getTranslations('corrections')
  const { id, kind, reason, account } = correction
  const name = `${t(`kinds.${kind}`)} · ${account?.owner?.username ?? account?.name ?? ''} · ${reason}`
  const facts = (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <dt className="text-text-muted">{t(`kinds.${kind}`)}</dt>
      <dd className="tabular-nums">
        <Amount correction={correction} />
      </dd>
      <dt className="text-text-muted">{t('account')}</dt>
      <dd>
        <Accounts correction={correction} />
      </dd>
      <dt className="text-text-muted">{t('reason')}</dt>
      <dd className="min-w-0 break-words">
        <Why correction={correction} />
      </dd>
    </dl>
  )
  return (
    <span className="inline-flex gap-2">
      <DecideDialog id={id} isApproved={false} name={name}>
        {facts}
      </DecideDialog>
      <DecideDialog id={id} isApproved name={name}>
        {facts}
      </DecideDialog>
    </span>
  )
}
