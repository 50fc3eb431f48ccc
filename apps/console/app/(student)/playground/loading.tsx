import { Skeleton } from '@/components/ui/states'

export default function PlaygroundLoading() {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-between gap-4 p-4" aria-busy="true">
      <Skeleton className="h-9 w-64" />
      <Skeleton className="h-28 w-full" />
    </div>
  )
}
