import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreWords } from '@/components/more-words'

/** Assistants grant from their course's pool with the form that finance has. */
export default async function CourseLayout({ children }: { children: ReactNode }) {
  const {
    finance: { grants },
  } = await getMessages()
  return <MoreWords messages={{ finance: { grants } }}>{children}</MoreWords>
}
