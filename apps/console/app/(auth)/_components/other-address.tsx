import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { Callout } from '@/components/ui/states'
import { getEnv } from '@/lib/env'
import { isOtherAddress } from '@/lib/other-address'

/** Somebody came by another name of this machine, from where every change is refused: says where to go instead. */
export async function OtherAddress() {
  const [headerList, t] = await Promise.all([headers(), getTranslations('logIn')])
  const { publicUrl } = getEnv()
  const host = headerList.get('x-forwarded-host') ?? headerList.get('host')
  if (!isOtherAddress(host, publicUrl)) return null
  return (
    <Callout tone="warning" className="mb-5">
      {t('otherAddress')}{' '}
      <a href={publicUrl} className="break-all text-accent underline underline-offset-4">
        {publicUrl}
      </a>
    </Callout>
  )
}
