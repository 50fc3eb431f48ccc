import { getLocale, getTranslations } from 'next-intl/server'
import type { MyLimitsView } from '@/lib/admin-api/limits'
import { formatCount } from '@/lib/format'

/** What somebody may do with all keys together, by model. */
export async function LimitsTable({ limits: { isEnabled, tier, limits } }: { limits: MyLimitsView }) {
  const [t, locale] = await Promise.all([getTranslations('limits'), getLocale()])
  if (!isEnabled) return <p className="text-text-muted">{t('off')}</p>
  if (limits.length === 0) return <p className="text-text-muted">{t('none')}</p>
  const textOf = (count: number | null | undefined): string =>
    count == null ? t('unlimited') : formatCount(count, locale)
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-[13px] tabular-nums">
        <caption className="pb-2 text-left text-text-muted">
          {t('tier')}: {tier}
        </caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {t('model')}
            </th>
            {(['rpm', 'tpm', 'concurrency'] as const).map((name) => (
              <th key={name} scope="col" className="py-1.5 pl-3 text-right font-medium">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limits.map((limit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several limits may be of one model
            <tr key={index} className="border-b last:border-b-0">
              <td className="break-all py-1.5 pr-3">{limit.modelName ?? t('allModels')}</td>
              <td className="py-1.5 pl-3 text-right">{textOf(limit.rpm)}</td>
              <td className="py-1.5 pl-3 text-right">{textOf(limit.tpm)}</td>
              <td className="py-1.5 pl-3 text-right">{textOf(limit.concurrency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
