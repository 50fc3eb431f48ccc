'use client'
import { useTranslations } from 'next-intl'
import { StateBadge, type Tone } from '@/components/ui/badge'
import { Callout } from '@/components/ui/states'
import type { ImportOutcome } from '@/lib/admin-api/transfer'

/** More lines than anybody reads; the counts are of all. */
const SHOWN = 200
const KINDS = { channel: 'kindChannel', model: 'kindModel', price: 'kindPrice' } as const
const ACTIONS = { CREATE: 'actionCreate', UPDATE: 'actionUpdate', KEEP: 'actionKeep' } as const
const TONES: Record<keyof typeof ACTIONS, Tone> = { CREATE: 'positive', UPDATE: 'warning', KEEP: 'neutral' }
const isKind = (kind: string): kind is keyof typeof KINDS => Object.hasOwn(KINDS, kind)

/** What an import would change, or everything that is wrong with the file. */
export function ImportDiff({ outcome }: { outcome: ImportOutcome }) {
  const t = useTranslations('admin.channels')
  const { faults, changes, notes } = outcome
  if (faults.length > 0) return <Faults faults={faults} />
  const changed = changes.filter(({ action }) => action !== 'KEEP')
  const keptCount = changes.length - changed.length
  const isWaiting = changes.some(({ waitsFor }) => waitsFor != null)
  return (
    <div className="flex flex-col gap-3">
      {changed.length === 0 && <p>{t('importNothing')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={t('preview')} className="max-h-96 overflow-y-auto rounded-md border">
        <ul className="divide-y">
          {changed.slice(0, SHOWN).map(({ action, kind, name, row, details, waitsFor }) => (
            <li key={`${kind} ${name} ${row}`} className="px-3 py-2 text-[13px]">
              <div className="flex flex-wrap items-center gap-2">
                <StateBadge tone={TONES[action]}>{t(ACTIONS[action])}</StateBadge>
                <span className="text-text-muted">{isKind(kind) ? t(KINDS[kind]) : kind}</span>
                <span className="break-all font-medium">{name}</span>
                {waitsFor != null && <StateBadge tone="warning">{t('importWaits', { hostPort: waitsFor })}</StateBadge>}
              </div>
              {details.length > 0 && (
                <p className="mt-1 break-all font-mono text-text-muted text-xs">{details.join(' · ')}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {keptCount > 0 && <p className="text-[13px] text-text-muted">{t('importKept', { count: keptCount })}</p>}
      {isWaiting && <Callout tone="warning">{t('importWaitText')}</Callout>}
      {notes.map(({ message }) => (
        <Callout key={message} tone="neutral">
          {message}
        </Callout>
      ))}
    </div>
  )
}

function Faults({ faults }: Pick<ImportOutcome, 'faults'>) {
  const t = useTranslations('admin.channels')
  return (
    <div className="flex flex-col gap-3" role="alert">
      <Callout tone="danger">{t('importRefused')}</Callout>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={t('importRefused')} className="max-h-96 overflow-y-auto rounded-md border">
        <ul className="divide-y">
          {faults.slice(0, SHOWN).map(({ row, line, name, field, message }) => (
            <li key={`${row} ${field} ${message}`} className="px-3 py-2 text-[13px]">
              <div className="font-medium">
                {[
                  row > 0 ? t('importRow', { row }) : undefined,
                  line == null ? undefined : t('importLine', { line }),
                  name,
                  field,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              <p className="mt-0.5 break-words">{message}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
