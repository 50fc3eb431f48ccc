import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { getObstacle } from '@/lib/admin-api/sign-in'
import { logInPathFor, toSafePath } from '@/lib/next-path'
import { SecondFactorForm } from './_components/second-factor-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('secondFactor'))('title') }
}

export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const [obstacle, { next }] = await Promise.all([getObstacle(), searchParams])
  if (obstacle === undefined) redirect(logInPathFor(next ?? null))
  if (obstacle !== 'SECOND_FACTOR') redirect(toSafePath(next))
  return <SecondFactorForm next={toSafePath(next)} />
}
