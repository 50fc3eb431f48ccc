import { getTranslations } from 'next-intl/server'
import { ChoiceFilter, Filters } from '@/components/data-table/filters'
import { ENTRY_KINDS, type EntryKind } from '@/lib/admin-api/ledger'

/** Which kinds of postings a history shows. */
export async function KindFilter({ action, kind }: { action: string; kind: EntryKind | undefined }) {
  const t = await getTranslations('ledger')
  return (
    <Filters action={action}>
      <ChoiceFilter
        name="kind"
        label={t('what')}
        any={t('anyKind')}
        choices={ENTRY_KINDS}
        value={kind}
        wordOf={(choice) => t(`kinds.${choice}`)}
      />
    </Filters>
  )
}
