import { getTranslations } from 'next-intl/server'
import { StateBadge } from '@/components/ui/badge'
import { getSecondFactor } from '@/lib/admin-api/sign-in'
import { ProveDialog } from './prove-dialog'
import { SetUpSecondFactor } from './set-up-second-factor'

/** Whether a code of an app is asked for at log-in, and the ways to change that. */
export async function SecondFactor({ hasPassword }: { hasPassword: boolean }) {
  const [{ isEnabled, recoveryCodesLeft }, t] = await Promise.all([getSecondFactor(), getTranslations('secondFactor')])
  return (
    <div className="flex flex-col items-start gap-4">
      <StateBadge tone={isEnabled ? 'positive' : 'neutral'}>{isEnabled ? t('on') : t('off')}</StateBadge>
      {isEnabled && (
        <>
          <p className={recoveryCodesLeft <= 2 ? 'text-warning' : 'text-text-muted'}>
            {t('codesLeft', { count: recoveryCodesLeft })}
          </p>
          <div className="flex flex-wrap gap-2">
            <ProveDialog kind="renew" hasPassword={hasPassword} />
            <ProveDialog kind="remove" hasPassword={hasPassword} />
          </div>
        </>
      )}
      {/* stays while the page behind it follows: it still shows the recovery codes */}
      <SetUpSecondFactor isEnabled={isEnabled} hasPassword={hasPassword} />
    </div>
  )
}
