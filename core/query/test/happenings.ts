import { accountId, rowId, userId, type Happening } from './world.ts'

/** Makes happenings of the first tenant, each under an id of its own: event 'a' of Google by the first user unless told otherwise. */
export function happenings(): (at: string, event?: string, more?: Partial<Happening>) => Happening {
  let serial = 0
  return (at, event = 'a', more = {}) => {
    serial += 1
    const base = { tenant: 0 as const, id: rowId(serial), user: userId(0), account: accountId(0), kind: 'x', amount: 1 }
    return { ...base, at: Date.parse(at), event, provider: 'google', ...more }
  }
}
