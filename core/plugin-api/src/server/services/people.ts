import type { Role } from '../../permission.ts'
import type { Questions } from './questions.ts'
import type { Render } from './render.ts'

/** A person of the tenant, as plugins know them. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly role: Role
}

/** People of the tenant, for jobs that declare `asPeople`: reports and alerts that reach persons hold what each of them may see. */
export interface People {
  /** By name. */
  readonly members: () => Promise<readonly Member[]>
  /**
   * Questions and pictures as one of them, with the rights they hold at the moment of each question. Refused with `member_gone` for who is no member,
   * or is one no more.
   */
  readonly as: (userId: string) => Questions & { readonly render: Render }
}
