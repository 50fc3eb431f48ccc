import { Info } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { CloseNotice } from './close-notice'

/** The installation's notice with whom to ask; closed for this wording only, on all devices of the person. */
export async function NoticeBanner({
  text,
  contact,
  version,
}: {
  text: string
  contact: string | null
  version: string
}) {
  const t = await getTranslations('shell')
  return (
    <aside aria-label={t('notice')} className="flex items-start gap-2 border-b bg-accent-soft px-4 py-2">
      <Info aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 self-center whitespace-pre-line">
        {text}
        {contact && <span className="text-text-muted"> {t('contact', { contact })}</span>}
      </p>
      <CloseNotice version={version} />
    </aside>
  )
}
