import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LeaveGuard } from '@/components/forms/leave-guard'
import { Page } from '@/components/shell/page'
import { requireUser } from '@/lib/admin-api/session'
import { getSettings } from '@/lib/admin-api/settings'
import { EgressCard } from './_components/egress-card'
import { SettingsForm } from './_components/settings-form'
import { TiersCard } from './_components/tiers-card'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('settings') }
}

export default async function SettingsPage() {
  const [{ me }, settings, t] = await Promise.all([requireUser(), getSettings(), getTranslations('admin.settings')])
  return (
    <Page title={t('title')} description={t('text')}>
      <LeaveGuard>
        <SettingsForm settings={settings} />
      </LeaveGuard>
      <TiersCard settings={settings} />
      <EgressCard entries={settings.egressAllow} isRoot={me.role === 'ROOT'} />
    </Page>
  )
}
