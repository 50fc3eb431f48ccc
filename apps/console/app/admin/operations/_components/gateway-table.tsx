import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { GatewayState } from '@/gql/graphql'
import type { GatewayRow } from '@/lib/admin-api/operations'
import { formatCount } from '@/lib/format'

const TONES: Record<GatewayState, Tone> = {
  OK: 'positive',
  STARTING: 'neutral',
  DRAINING: 'neutral',
  DEGRADED: 'warning',
  RED: 'danger',
  SILENT: 'danger',
}
const COUNTS = ['inflightCalls', 'streams', 'queuedCalls', 'gossipPeers', 'leases'] as const

/** Every gateway with what it does and what waits in its journals. */
export async function GatewayTable({ gateways }: { gateways: readonly GatewayRow[] }) {
  const [t, locale] = await Promise.all([getTranslations('admin.operations'), getLocale()])
  if (gateways.length === 0) return <p className="text-text-muted">{t('noGateways')}</p>
  const isHeardByAll = gateways.filter(({ state }) => state !== 'SILENT').length - 1
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('gateways')}>
      <table className="w-full border-collapse text-[13px] tabular-nums">
        <caption className="sr-only">{t('gateways')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <Head>{t('node')}</Head>
            <Head>{t('state')}</Head>
            <Head>{t('started')}</Head>
            {COUNTS.map((name) => (
              <Head key={name} isNumeric>
                {t(name)}
              </Head>
            ))}
            <Head isNumeric>{t('journal')}</Head>
          </tr>
        </thead>
        <tbody>
          {gateways.map((gateway) => (
            <tr key={gateway.nodeId} className="border-b last:border-b-0">
              <td className="px-3 py-2 font-medium">{gateway.nodeId}</td>
              <td className="px-3 py-2">
                <StateBadge tone={TONES[gateway.state]}>{t(`states.${gateway.state}`)}</StateBadge>
              </td>
              <td className="whitespace-nowrap px-3 py-2">
                {gateway.startedAt ? <Time at={gateway.startedAt} /> : '–'}
              </td>
              {COUNTS.map((name) => (
                <td key={name} className="px-3 py-2 text-right">
                  {gateway.state === 'SILENT' ? '–' : formatCount(gateway[name], locale)}
                  {name === 'gossipPeers' && gateway.state !== 'SILENT' && gateway.gossipPeers < isHeardByAll && (
                    <span className="block text-warning">{t('peersMissing', { count: isHeardByAll })}</span>
                  )}
                </td>
              ))}
              <td className="px-3 py-2 text-right">
                {gateway.state === 'SILENT'
                  ? '–'
                  : t('journalText', {
                      pending: gateway.journalPending,
                      unsettled: gateway.journalUnsettled,
                      seconds: gateway.journalOldestSeconds,
                    })}
                {gateway.journalsAdopted > 0 && (
                  <span className="block text-text-muted">{t('adopted', { count: gateway.journalsAdopted })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Head({ isNumeric, children }: { isNumeric?: boolean; children: ReactNode }) {
  return (
    <th scope="col" className={`px-3 py-2 font-medium ${isNumeric ? 'text-right' : ''}`}>
      {children}
    </th>
  )
}
