import { Callout } from '@/components/ui/states'

/** What is wrong with the whole form. */
export function FormError({ message }: { message: string | undefined }) {
  if (message === undefined) return null
  return (
    <Callout tone="danger" role="alert">
      {message}
    </Callout>
  )
}
