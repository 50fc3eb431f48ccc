'use client'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import type { ExtraProps } from 'streamdown'

/**
 * A picture in an answer. Only one that is in the answer itself: fetching an address of the model's choice would tell
 * its owner who reads, and whatever the address carries.
 */
export function Picture({ src, alt }: ComponentProps<'img'> & ExtraProps) {
  const t = useTranslations('markdown')
  const description = alt || t('picture')
  if (typeof src === 'string' && src.startsWith('data:image/'))
    // biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise
    return <img src={src} alt={description} className="max-w-full rounded-md border" />
  return <span className="text-text-muted">{t('pictureNotLoaded', { description })}</span>
}
