import { useTranslations } from 'next-intl'
import { Tag } from './ui/badge'

const KNOWN = ['vision', 'tools', 'reasoning', 'json', 'audio', 'document', 'embedding'] as const

/** What a model can do, in words; names that we do not know are shown as they are. */
export function Abilities({ names }: { names: readonly string[] }) {
  const t = useTranslations('abilities')
  return names.map((name) => {
    const known = KNOWN.find((ability) => ability === name)
    return <Tag key={name}>{known === undefined ? name : t(known)}</Tag>
  })
}
