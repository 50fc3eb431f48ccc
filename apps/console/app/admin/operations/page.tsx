import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { OutcomeList } from '@/components/traffic/outcome-list'
import { TrafficTiles } from '@/components/traffic/traffic-tiles'
import { Card, Tile } from '@/components/ui/card'
import { Callout } from '@/components/ui/states'
import { getOperations } from '@/lib/admin-api/operations'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { getTraffic } from '@/lib/admin-api/traffic'
import { dayOf, formatCount } from '@/lib/format'
import { GatewayTable } from './_components/gateway-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('operations') }
}

/** The installation as it runs now: who is alive, what waits, and how today's calls went. */
export default async function OperationsPage() {
  const [{ installation }, t, locale] = await Promise.all([
    requireRole(ADMIN_ROLES),
    getTranslations('admin.operations'),
    getLocale(),
  ])
  const today = dayOf(Date.now(), installation.timeZone)
  const [operations, traffic] = await Promise.all([getOperations(), getTraffic({ from: today, to: today }, 'HOUR')])
  const count = (value: string | number): string => formatCount(value, locale)
  const sum = (name: 'journalPending' | 'journalUnsettled'): number =>
    operations.gateways.reduce((total, gateway) => total + gateway[name], 0)
  return (
    <Page
      title={t('title')}
      description={
        <>
          {t('text')} {t('seen')} <Time at={operations.at} />
        </>
      }
    >
      {!operations.isBusConnected && <Callout tone="danger">{t('noBus')}</Callout>}
      {operations.isRecovering && <Callout tone="warning">{t('recovering')}</Callout>}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Tile label={t('pending')} value={count(sum('journalPending'))} note={t('pendingNote')} />
        <Tile label={t('unsettled')} value={count(sum('journalUnsettled'))} note={t('unsettledNote')} />
        <Tile label={t('outbox')} value={count(operations.ledgerOutbox)} note={t('outboxNote')} />
        <Tile
          label={t('deadLetters')}
          value={count(operations.deadLetters)}
          note={
            <Link href="/finance/dead-letters" className="underline">
              {t('look')}
            </Link>
          }
        />
        <Tile
          label={t('alerts')}
          value={count(operations.openAlerts)}
          note={
            <Link href="/finance/alerts" className="underline">
              {t('look')}
            </Link>
          }
        />
      </div>
      <Card title={t('gateways')} description={t('gatewaysText')}>
        <GatewayTable gateways={operations.gateways} />
      </Card>
      <h2 className="font-semibold text-base">{t('today')}</h2>
      <TrafficTiles traffic={traffic} />
      <OutcomeList traffic={traffic} />
    </Page>
  )
}
