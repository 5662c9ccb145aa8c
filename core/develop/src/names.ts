import { developErrors } from './errors.ts'

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const snake = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Ids of plugins and keys of providers: words joined by `-`. Refuses with `name_wrong`. */
export function assertKebab(what: string, name: string): void {
  if (!kebab.test(name)) throw developErrors('name_wrong', { what, name, example: 'customer-success' })
}

/** Names within a plugin: words joined by `_`. Refuses with `name_wrong`. */
export function assertSnake(what: string, name: string): void {
  if (!snake.test(name)) throw developErrors('name_wrong', { what, name, example: 'won_deals' })
}

const words = (name: string) => name.split(/[-_]/)

/** `won_deals` → `Won deals`. */
export function titleOf(name: string): string {
  const text = words(name).join(' ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** `won_deals` → `won-deals`, the name of its file. */
export const fileOf = (name: string): string => words(name).join('-')

/** `customer-success` → `customer_success`, as in names of events. */
export const snakeOf = (name: string): string => words(name).join('_')

/** `won_deals` → `wonDeals`. */
export function camelOf(name: string): string {
  const [first = '', ...rest] = words(name)
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}

/** `won_deals` → `WonDeals`. */
export const pascalOf = (name: string): string =>
  words(name)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
