import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { getTerms } from '@/lib/admin-api/sign-in'
import { SetPasswordForm } from './_components/set-password-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setPassword'))('title') }
}

export default async function SetPasswordPage() {
  const { contact } = await getTerms()
  return <SetPasswordForm contact={contact ?? null} />
}
