import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { getLogInProvider } from '@/lib/admin-api/oidc'
import { getSession } from '@/lib/admin-api/session'
import { toSafePath } from '@/lib/next-path'
import { LogInForm } from './_components/log-in-form'
import { ProviderLogIn } from './_components/provider-log-in'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logIn'))('title') }
}

export default async function LogInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const [{ me }, { next }, provider] = await Promise.all([getSession(), searchParams, getLogInProvider()])
  if (me) redirect('/')
  return (
    <LogInForm next={toSafePath(next)}>
      {provider !== null && <ProviderLogIn provider={provider} next={toSafePath(next)} />}
    </LogInForm>
  )
}
