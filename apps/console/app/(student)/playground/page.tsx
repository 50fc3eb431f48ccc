import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { listUsableModels } from '@/lib/admin-api/models'
import { requireUser } from '@/lib/admin-api/session'
import { Playground } from './_components/playground'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('playground') }
}

export default async function PlaygroundPage({ searchParams }: { searchParams: Promise<{ model?: string }> }) {
  const [{ me, installation }, { model }] = await Promise.all([requireUser(), searchParams])
  // the playground's own key is in the default group
  const models = await listUsableModels(me.groups.find(({ isDefault }) => isDefault)?.id)
  const choices = models.map(({ name, provider, abilities, maxOutputTokens, myPrice }) => ({
    name,
    provider,
    abilities,
    maxOutputTokens: maxOutputTokens ?? null,
    price: myPrice ? { input: myPrice.inputPerMillion, output: myPrice.outputPerMillion } : null,
  }))
  return <Playground userId={me.id} models={choices} wantedModel={model ?? null} currency={installation.currency} />
}
