import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { toSafePath } from '@/lib/next-path'
import { LogInForm } from './_components/log-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logIn'))('title') }
}

export default async function LogInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const [{ me }, { next }] = await Promise.all([getSession(), searchParams])
  if (me) redirect('/')
  return <LogInForm next={toSafePath(next)} />
}
