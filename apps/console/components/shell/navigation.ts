import {
  Activity,
  BellRing,
  Boxes,
  ChartColumn,
  ChartLine,
  CircleUser,
  Coins,
  FileText,
  GraduationCap,
  Group,
  Inbox,
  KeyRound,
  Layers,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  Network,
  Scale,
  ScrollText,
  Settings,
  Tag,
  Ticket,
  Users,
  WalletCards,
} from 'lucide-react'
import type { Role } from '@/gql/graphql'

export type PageName =
  | 'playground'
  | 'models'
  | 'keys'
  | 'usage'
  | 'account'
  | 'course'
  | 'dashboard'
  | 'operations'
  | 'users'
  | 'channels'
  | 'catalog'
  | 'groups'
  | 'courses'
  | 'audit'
  | 'settings'
  | 'spend'
  | 'statements'
  | 'prices'
  | 'accounts'
  | 'pools'
  | 'redeemCodes'
  | 'corrections'
  | 'reconciliation'
  | 'deadLetters'
  | 'alerts'

export interface NavigationSection {
  name: 'student' | 'admin' | 'finance' | 'assistant'
  /** In place of the section's own name: a course's. */
  title?: string
  pages: readonly { name: PageName; href: string; icon: LucideIcon }[]
}

const STUDENT: NavigationSection = {
  name: 'student',
  pages: [
    { name: 'playground', href: '/playground', icon: MessagesSquare },
    { name: 'models', href: '/models', icon: LayoutGrid },
    { name: 'keys', href: '/keys', icon: KeyRound },
    { name: 'usage', href: '/usage', icon: ChartColumn },
    { name: 'account', href: '/account', icon: CircleUser },
  ],
}
const ADMIN: NavigationSection = {
  name: 'admin',
  pages: [
    { name: 'dashboard', href: '/admin/dashboard', icon: ChartLine },
    { name: 'operations', href: '/admin/operations', icon: Activity },
    { name: 'users', href: '/admin/users', icon: Users },
    { name: 'channels', href: '/admin/channels', icon: Network },
    { name: 'catalog', href: '/admin/models', icon: Boxes },
    { name: 'groups', href: '/admin/groups', icon: Group },
    { name: 'courses', href: '/admin/courses', icon: GraduationCap },
    { name: 'audit', href: '/admin/audit', icon: ScrollText },
    { name: 'settings', href: '/admin/settings', icon: Settings },
  ],
}
const FINANCE: NavigationSection = {
  name: 'finance',
  pages: [
    { name: 'spend', href: '/finance/spend', icon: Coins },
    { name: 'statements', href: '/finance/statements', icon: FileText },
    { name: 'prices', href: '/finance/prices', icon: Tag },
    { name: 'accounts', href: '/finance/accounts', icon: WalletCards },
    { name: 'pools', href: '/finance/pools', icon: Layers },
    { name: 'redeemCodes', href: '/finance/redeem-codes', icon: Ticket },
    { name: 'corrections', href: '/finance/corrections', icon: Scale },
    { name: 'reconciliation', href: '/finance/reconciliation', icon: ListChecks },
    { name: 'deadLetters', href: '/finance/dead-letters', icon: Inbox },
    { name: 'alerts', href: '/finance/alerts', icon: BellRing },
  ],
}

/** @param courseId the one that somebody helps to run */
const assisting = (courseId: string): NavigationSection => ({
  name: 'assistant',
  pages: [{ name: 'course', href: `/course/${courseId}`, icon: GraduationCap }],
})

/** The sections of a role, and of an assistant his course. */
export const navigationOf = (role: Role, courses: readonly { id: string; name: string }[]): NavigationSection[] => [
  ...NAVIGATION[role],
  ...courses.map(({ id, name }) => ({ ...assisting(id), title: name })),
]

/** Only what the role may use and what exists. */
const NAVIGATION: Record<Role, readonly NavigationSection[]> = {
  STUDENT: [STUDENT],
  FINANCE: [FINANCE, STUDENT],
  ADMIN: [STUDENT, ADMIN, FINANCE],
  ROOT: [STUDENT, ADMIN, FINANCE],
}
