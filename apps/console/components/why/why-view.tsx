import { getLocale, getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Callout } from '@/components/ui/states'
import type { Explanation } from '@/lib/admin-api/why'

/** What a gateway would do with a call now: every candidate with its reason. */
export async function WhyView({ explanation }: { explanation: Explanation }) {
  const t = await getTranslations('why')
  const { isScheduled, callerSentence, callerUntil, candidates, candidateCount, counts, modelName, groupName } =
    explanation
  return (
    <div className="flex flex-col gap-4">
      <Callout tone={isScheduled ? 'positive' : 'warning'} role="status">
        <p className="font-medium">{isScheduled ? t('scheduled') : t('notScheduled')}</p>
        {callerSentence != null && (
          <p>
            {callerSentence}
            {callerUntil != null && (
              <>
                {' '}
                {t('until')} <Time at={callerUntil} />
              </>
            )}
          </p>
        )}
      </Callout>
      <Card title={t('candidates')} description={t('candidatesOf', { model: modelName, group: groupName })}>
        {candidates.length === 0 ? <p>{t('none')}</p> : <Candidates candidates={candidates} />}
        {candidateCount > candidates.length && (
          <p className="mt-2 text-text-muted">{t('more', { count: candidateCount - candidates.length })}</p>
        )}
      </Card>
      {counts.length > 1 && (
        <Card title={t('counts')}>
          <ul className="flex flex-col gap-1">
            {counts.map(({ reason, sentence, count }) => (
              <li key={reason} className="flex gap-3">
                <span className="w-12 text-right tabular-nums">{count}</span>
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

async function Candidates({ candidates }: Pick<Explanation, 'candidates'>) {
  const [t, locale] = await Promise.all([getTranslations('why'), getLocale()])
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const hasKeys = candidates.some(({ keyLastFour }) => keyLastFour != null)
  const columns = [t('rank'), t('channel'), ...(hasKeys ? [t('channelKey')] : []), t('state'), t('reason'), t('used')]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('candidates')}>
      <table className="w-full border-collapse text-[13px]">
        <caption className="sr-only">{t('candidates')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            {columns.map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate) => {
            const {
              channelId,
              channelKeyId,
              channelName,
              keyLastFour,
              rank,
              reason,
              sentence,
              detail,
              until,
              usedShare,
            } = candidate
            return (
              <tr
                key={`${channelId} ${channelKeyId} ${channelName} ${rank} ${reason}`}
                className="border-b last:border-b-0"
              >
                <td className="px-3 py-2 tabular-nums">{rank ?? '–'}</td>
                <td className="px-3 py-2">
                  <span className="break-all font-medium">{channelName}</span>
                  {candidate.upstreamModel != null && (
                    <span className="block break-all text-text-muted">
                      {t('upstream')}: {candidate.upstreamModel}
                    </span>
                  )}
                </td>
                {hasKeys && <td className="px-3 py-2 font-mono">{keyLastFour == null ? '–' : `…${keyLastFour}`}</td>}
                <td className="px-3 py-2">
                  {reason == null ? (
                    <StateBadge tone="positive">{rank == null ? t('spare') : t('first')}</StateBadge>
                  ) : (
                    <StateBadge tone="warning">{t('out')}</StateBadge>
                  )}
                </td>
                <td className="px-3 py-2">
                  {sentence}
                  {detail != null && <span className="block text-text-muted">{detail}</span>}
                  {until != null && (
                    <span className="block text-text-muted">
                      {t('until')} <Time at={until} />
                    </span>
                  )}
                </td>
                <td className="px-3 py-2 tabular-nums">{usedShare == null ? '–' : share.format(usedShare)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
