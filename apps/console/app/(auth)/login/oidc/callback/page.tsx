import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FinishLogIn } from './_components/finish-log-in'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logIn'))('title') }
}

/** Where the provider sends browsers back to. */
export default function OidcCallbackPage() {
  return <FinishLogIn />
}
