import { Download } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { changedAddress, type SearchParameters } from '@/lib/table-address'

export interface CsvLinkProps {
  /** The route that makes the file. */
  path: string
  /** Filters that the file keeps; where the table stands does not matter. */
  parameters?: SearchParameters
}

/** All rows of a table, not only those of the page. */
export async function CsvLink({ path, parameters = {} }: CsvLinkProps) {
  const t = await getTranslations('table')
  const search = changedAddress(parameters, {})
  return (
    <Button asChild>
      <a href={search === '?' ? path : `${path}${search}`} download>
        <Download aria-hidden />
        {t('csv')}
      </a>
    </Button>
  )
}
