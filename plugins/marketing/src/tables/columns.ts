import { z } from 'zod'

/** An id of another system, as text. */
export const id = z.string().min(1).max(200)
export const name = z.string().min(1).max(200)

/** A moment with its offset, and a day of the tenant's calendar. */
export const instant = z.iso.datetime({ offset: true })
export const day = z.iso.date()

/** An account, by ids of any system. */
export const accountId = id.meta({ idOf: 'account' })

/** An amount of money in the currency of the tenant, without sign. */
export const money = z.number().min(0).max(1e12)
export const count = z.int().min(0).max(1_000_000_000_000)

export const campaignId = id.meta({ title: 'Campaign', description: 'Id of a row of campaigns.' })
export const channel = z.string().min(1).max(60).meta({
  title: 'Channel',
  description: 'As paid_search, paid_social, organic_search, email, referral or direct; others are taken too.',
})

/** Right that who writes the tables holds. */
export const needs = 'record'
