import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { RegisterForm } from './_components/register-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('register'))('title') }
}

export default async function RegisterPage() {
  const { me, installation } = await getSession()
  if (me) redirect('/')
  return <RegisterForm usernamePattern={installation.usernamePattern} />
}
