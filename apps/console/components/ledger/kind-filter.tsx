import Form from 'next/form'
import { getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'
import { ENTRY_KINDS, type EntryKind } from '@/lib/admin-api/ledger'

/** Which kinds of postings the history shows; it ends up in the address. */
export async function KindFilter({ action, kind }: { action: string; kind: EntryKind | undefined }) {
  const [t, common] = await Promise.all([getTranslations('ledger'), getTranslations('common')])
  return (
    <Form action={action} className="flex gap-2">
      <Select key={kind ?? ''} name="kind" defaultValue={kind ?? ''} aria-label={t('what')} className="w-auto">
        <option value="">{t('anyKind')}</option>
        {ENTRY_KINDS.map((choice) => (
          <option key={choice} value={choice}>
            {t(`kinds.${choice}`)}
          </option>
        ))}
      </Select>
      <Button type="submit">{common('apply')}</Button>
    </Form>
  )
}
