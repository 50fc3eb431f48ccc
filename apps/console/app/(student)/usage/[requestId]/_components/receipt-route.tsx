import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Receipt } from '@/lib/admin-api/usage'

type Route = NonNullable<Receipt['route']>
type Target = Route['best'][number]

/** Who served the call, who else could have, and what kept the others away: for administrators. */
export async function ReceiptRoute({ route: { chosen, best, excluded } }: { route: Route }) {
  const t = await getTranslations('receipt')
  return (
    <div className="flex flex-col gap-3 text-[13px]">
      <p className="flex justify-between gap-3">
        <span className="text-text-muted">{t('routeChosen')}</span>
        <span className="min-w-0 break-words text-right">
          {chosen ? <TargetName target={chosen} /> : t('routeNobody')}
        </span>
      </p>
      {best.length > 0 && (
        <div>
          <p className="text-text-muted">{t('routeBest')}</p>
          <ol className="mt-1 list-inside list-decimal">
            {best.map((target, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the order is what is shown
              <li key={index} className="break-words">
                <TargetName target={target} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {excluded.length > 0 && (
        <div>
          <p className="text-text-muted">{t('routeExcluded')}</p>
          <ul className="mt-1 flex flex-col gap-1">
            {excluded.map(({ reason, sentence, count }) => (
              <li key={reason} className="flex gap-3">
                <span className="w-10 shrink-0 text-right tabular-nums">{count}</span>
                <span className="min-w-0 break-words">{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function TargetName({ target: { channelId, channelName, keyLastFour } }: { target: Target }) {
  return (
    <>
      <Link href={`/admin/channels/${channelId}`} className="underline">
        {channelName}
      </Link>
      {keyLastFour && <span className="font-mono"> …{keyLastFour}</span>}
    </>
  )
}
