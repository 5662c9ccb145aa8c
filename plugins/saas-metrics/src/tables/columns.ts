import { z } from 'zod'

/** An id of another system, as text. */
export const id = z.string().min(1).max(200)

/** A moment with its offset. */
export const instant = z.iso.datetime({ offset: true })

/** Whose row it is, by ids of any system. */
export const userId = id.meta({ idOf: 'user' })
export const accountId = id.meta({ idOf: 'account' })

/** An amount of money, without sign. */
export const money = z.number().min(0).max(1e12)

/** A currency as ISO 4217 writes it; that of the tenant where left out. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .nullish()
  .meta({ title: 'Currency', description: 'Three letters of ISO 4217; the currency of the tenant when left out.' })

/** Right that who writes the tables holds. */
export const needs = 'record'
