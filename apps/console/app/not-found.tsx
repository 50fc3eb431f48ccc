import { Compass } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <main id="content">
      <EmptyState
        icon={Compass}
        title={t('title')}
        action={
          <Button asChild>
            <Link href="/">{t('home')}</Link>
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </main>
  )
}
