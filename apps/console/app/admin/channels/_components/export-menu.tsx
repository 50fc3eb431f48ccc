'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import type { CatalogFormat } from '@/gql/graphql'
import { saveFile } from '@/lib/save-file'
import { submitExport } from '../actions'

const FORMATS = [
  ['STATE', 'exportState'],
  ['MODELS_JSON', 'exportJson'],
  ['CSV', 'exportCsv'],
] as const satisfies readonly (readonly [CatalogFormat, string])[]

/** Channels and their models as a file, without keys. */
export function ExportMenu({ tag }: { tag: string }) {
  const t = useTranslations('admin.channels')
  const words = useFailureWords()
  const toast = useToast()
  const [isBusy, startTransition] = useTransition()
  const run = (format: CatalogFormat) =>
    startTransition(async () => {
      const result = await submitExport({ format, tag: tag || null }).catch(
        () => ({ type: 'failed', code: 'OFFLINE' }) as const,
      )
      if (result.type === 'done') saveFile(result.value.fileName, result.value.text)
      else if (result.type === 'failed') toast({ text: words(result.code) })
    })
  return (
    <Menu
      trigger={
        <Button isBusy={isBusy}>
          {!isBusy && <Download aria-hidden />}
          {t('export')}
        </Button>
      }
    >
      <MenuLabel>{t('exportText')}</MenuLabel>
      {FORMATS.map(([format, word]) => (
        <MenuItem key={format} onSelect={() => run(format)}>
          {t(word)}
        </MenuItem>
      ))}
    </Menu>
  )
}
