import { useEffect, useEffectEvent } from 'react'
import type { z } from 'zod'
import { pluginErrors } from '../errors.ts'
import type { PluginSpec } from '../plugin.ts'

/** Listens to a topic by its full id until the function it answers is called; null: news may have been missed. */
export type ListenToTopic = (topic: string, heard: (data: unknown) => void) => () => void

let listen: ListenToTopic | null = null

/** Hands the host's live connection to the plugins' pages. Called once by the host, before it draws anything. */
export function provideLive(given: ListenToTopic): void {
  listen = given
}

type Topics<P> = P extends { readonly topics: infer Declared } ? Declared : never
type DataOf<Spec> = Spec extends { readonly data: infer Data extends z.ZodType } ? z.output<Data> : unknown

/**
 * Hears the news of one of a plugin's topics while the component is shown. `handler` gets null where some may have been missed, because the
 * connection was away or the page hidden: ask anew then.
 */
export function useLive<const P extends PluginSpec, const Name extends Extract<keyof Topics<P>, string>>(
  plugin: P,
  topic: Name,
  handler: (data: DataOf<Topics<P>[Name]> | null) => void,
): void {
  const heard = useEffectEvent((data: unknown) => handler(data as DataOf<Topics<P>[Name]> | null))
  const id = `${plugin.id}.${topic}`
  useEffect(() => {
    if (!listen) throw pluginErrors('no_host', {})
    return listen(id, (data) => heard(data))
  }, [id])
}
