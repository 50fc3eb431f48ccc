import { Compass } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

/** No such page, or none for this person: which of the two is not told. */
export default function NothingHere() {
  const t = useTranslations('notFound')
  return (
    <EmptyState
      icon={Compass}
      title={<h1>{t('title')}</h1>}
      action={
        <Button asChild>
          <Link href="/">{t('home')}</Link>
        </Button>
      }
    >
      {t('text')}
    </EmptyState>
  )
}
