import { z } from 'zod'

/** Columns that several tables have. */
export const id = z.string().min(1).max(200)
export const name = z.string().min(1).max(200)
export const instant = z.iso.datetime({ offset: true })
export const account = id.meta({ idOf: 'account', title: 'Account' })
export const score = z.number().min(0).max(100)
export const share = z.number().min(0).max(1)
export const needs = 'record'
