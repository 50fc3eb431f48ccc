import { getTranslations } from 'next-intl/server'
import { correctionColumns } from '@/components/corrections/correction-columns'
import { DataTable } from '@/components/data-table/data-table'
import type { Correction } from '@/lib/admin-api/corrections'
import type { PageOf } from '@/lib/admin-api/pages'
import type { SearchParameters } from '@/lib/table-address'

export interface WaitingCorrectionsProps {
  corrections: PageOf<Correction>
  parameters: SearchParameters
}

/** Nothing where nothing waits. */
export async function WaitingCorrections({ corrections, parameters }: WaitingCorrectionsProps) {
  if (corrections.rows.length === 0) return null
  const [t, columns] = await Promise.all([getTranslations('finance.accounts'), correctionColumns()])
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold text-base">{t('corrections')}</h2>
      <DataTable
        caption={t('corrections')}
        columns={columns}
        page={{ ...corrections, pageInfo: { hasNextPage: false } }}
        rowKey={({ id }) => id}
        parameters={{ ...parameters, after: undefined }}
        empty={null}
      />
    </section>
  )
}
