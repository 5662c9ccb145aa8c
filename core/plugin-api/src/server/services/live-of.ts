import type { z } from 'zod'

type Topics<P> = P extends { readonly topics: infer Declared } ? Declared : Readonly<Record<never, never>>

/** Names of a plugin's topics. */
export type TopicName<P> = Extract<keyof Topics<P>, string>

/** What is told under a topic. */
export type TopicData<P, Name> = Name extends keyof Topics<P>
  ? Topics<P>[Name] extends { readonly data: infer Data extends z.ZodType }
    ? z.input<Data>
    : unknown
  : unknown

type News<P> = { readonly [Name in TopicName<P>]: [topic: Name, data: TopicData<P, Name>] }[TopicName<P>]

/** Tells news to who listens in the tenant, on every server. */
export interface LiveOf<P> {
  /**
   * Tells it at once, so call it after the transaction that wrote: inside one it is refused with `transaction_open`. What does not have the
   * topic's shape is refused with `topic_data_wrong`, what is longer than 7000 bytes as JSON with `topic_data_long`. Who is away does not
   * hear it later.
   */
  readonly publish: (...news: News<P>) => Promise<void>
}
