'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Callout } from '@/components/ui/states'

/**
 * Somebody came by another name of this machine (`127.0.0.1` for `localhost`), from where every change is refused: says
 * where to go instead. Only the browser knows: the gateway names its own address to us, never the client's `Host`.
 */
export function OtherAddress({ publicUrl }: { publicUrl: string }) {
  const t = useTranslations('logIn')
  const [isElsewhere, setElsewhere] = useState(false)
  useEffect(() => setElsewhere(window.location.origin !== publicUrl), [publicUrl])
  if (!isElsewhere) return null
  return (
    <Callout tone="warning" className="mb-5">
      {t('otherAddress')}{' '}
      <a href={publicUrl} className="break-all text-accent underline underline-offset-4">
        {publicUrl}
      </a>
    </Callout>
  )
}
