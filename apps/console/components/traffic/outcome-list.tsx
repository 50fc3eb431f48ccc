import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import type { Traffic } from '@/lib/admin-api/traffic'
import { formatCount } from '@/lib/format'

const NAMED = [
  ...(['aborted', 'interrupted', 'failed', 'upstream_error', 'upstream_timeout', 'upstream_overloaded'] as const),
  ...(['rate_limit_exceeded', 'no_channel', 'billing_unavailable', 'internal_error', 'invalid_request'] as const),
  ...(['request_timeout', 'insufficient_quota'] as const),
] as const
/** Classes that later versions add are shown by their code. */
const isNamed = (code: string): code is (typeof NAMED)[number] => NAMED.some((name) => name === code)

/** Errors by class, the most frequent first, each with its share of all calls. */
export async function OutcomeList({ traffic }: { traffic: Traffic }) {
  const [t, locale] = await Promise.all([getTranslations('finance.traffic'), getLocale()])
  const wordOf = (code: string) => (isNamed(code) ? t(`outcomes.${code}`) : code)
  return (
    <Card title={t('errorsByClass')}>
      {traffic.outcomes.length === 0 ? (
        <p className="text-text-muted">{t('noErrors')}</p>
      ) : (
        <table className="w-full text-[13px] tabular-nums">
          <caption className="sr-only">{t('errorsByClass')}</caption>
          <thead>
            <tr className="border-b text-left text-text-muted">
              <th scope="col" className="py-1.5 font-medium">
                {t('class')}
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                {t('callsShort')}
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                {t('share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {traffic.outcomes.map(({ code, calls }) => (
              <tr key={code} className="border-b last:border-b-0">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {wordOf(code)} <code className="ml-1 font-mono text-text-muted text-xs">{code}</code>
                </th>
                <td className="py-1.5 text-right">{formatCount(calls, locale)}</td>
                <td className="py-1.5 text-right">{shareOf(calls, traffic.calls)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** In per cent to a tenth; what there is is never shown as nothing. */
function shareOf(part: string, whole: string): string {
  const share = Number(whole) === 0 ? 0 : (Number(part) / Number(whole)) * 100
  return share > 0 && share < 0.1 ? '< 0.1%' : `${share.toFixed(1)}%`
}
