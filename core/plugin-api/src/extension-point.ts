import type { z } from 'zod'
import { freeze } from './freeze.ts'
import type { MustHold } from './sentence.ts'

/** `<plugin>/<name>/v<number>`, as `integrations/providers/v1`. */
export type ExtensionPointId = `${string}/${string}/v${number}`

/** What one plugin adds to an extension point: data for lists and forms, without code. */
export interface Contribution<Data = unknown> {
  readonly point: ExtensionPointId
  readonly key: string
  readonly data: Data
}

/** What one plugin adds to an extension point on the server: code under the same key. */
export interface ServerContribution<Server = unknown> {
  readonly point: ExtensionPointId
  readonly key: string
  readonly server: Server
}

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T]
type Missing<Data, Given> = Exclude<Extract<RequiredKeys<Data>, string>, keyof Given>
type Lacks<Id extends string, Key extends string, Lacking extends string> = [Lacking] extends [never]
  ? never
  : `contribution '${Key}' to '${Id}' lacks '${Lacking}'; add it`

/** A place where other plugins add to this one. Its id ends in a version; a breaking change is a new id. */
export interface ExtensionPoint<Id extends ExtensionPointId, Schema extends z.ZodType, Server> {
  readonly id: Id
  /** Checks each contribution's data on its own; a wrong one is left out and reported. */
  readonly schema: Schema
  /** Adds data under a key that is unique in this point. */
  contribute<const Key extends string, const Given extends Partial<z.input<Schema>>>(
    key: Key,
    data: Given & MustHold<Lacks<Id, Key, Missing<z.input<Schema>, Given>>>,
  ): Contribution<z.input<Schema>>
  /** Adds the server part of the contribution with the same key. */
  server(key: string, server: Server): ServerContribution
}

/** Declares an extension point, to be exported from the plugin's `./extend` door. */
export function extensionPoint<Server = never>() {
  return function of<const Id extends ExtensionPointId, Schema extends z.ZodType>(
    id: Id,
    schema: Schema,
  ): ExtensionPoint<Id, Schema, Server> {
    return Object.freeze({
      id,
      schema,
      contribute: (key: string, data: unknown) => freeze({ point: id, key, data }) as Contribution<z.input<Schema>>,
      server: (key: string, server: Server) => Object.freeze({ point: id, key, server }),
    })
  }
}
