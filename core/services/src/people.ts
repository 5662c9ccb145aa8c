import type { People } from '@tessera/plugin-api/server'
import { memberNow, membersNow } from '@tessera/tenancy'
import { believedVersion } from './believed-version.ts'
import type { Caller } from './caller.ts'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'
import { questionsOf } from './questions.ts'
import { renderOf } from './render-of.ts'

/** The people of a tenant, and questions as one of them. Rights are looked up at each question: a report may take hours. */
export function peopleOf(parts: ServiceParts, caller: Caller): People {
  const { registry } = parts
  const { owner } = parts.database
  const { tenant, plugins } = caller
  const questionsNow = async (userId: string): Promise<ReturnType<People['as']>> => {
    const member = await memberNow(owner, tenant.id, userId)
    if (!member) throw serviceErrors('member_gone', { member: userId })
    const { id, name, role } = member
    const rights = registry.rightsOf(role, plugins)
    const person: Caller = { ...caller, rights, actor: { kind: 'person', id, name } }
    const questions = questionsOf(parts, person, believedVersion(undefined))
    return { ...questions, render: renderOf(parts, person, questions.query) }
  }
  return {
    members: outsideTransactions('people.members', () => membersNow(owner, tenant.id)),
    as: (userId) => {
      const now = outsideTransactions('people.as', () => questionsNow(userId))
      return {
        query: async (query) => (await now()).query(query),
        rows: async (request) => (await now()).rows(request),
        explain: async (query, at) => (await now()).explain(query, at),
        decompose: async (request) => (await now()).decompose(request),
        render: { panel: async (panel, request) => (await now()).render.panel(panel, request) },
      }
    },
  }
}
