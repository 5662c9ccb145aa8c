/** Who did something: a person, a key, a job of a plugin, demo data, or the server itself. */
export type ActorKind = 'person' | 'key' | 'job' | 'demo' | 'server'

/** Something that was done in a tenant. */
export interface AuditEntry {
  readonly id: string
  /** ISO instant. */
  readonly at: string
  /** As the host knows them; the name is that of the moment. */
  readonly actor: { readonly kind: ActorKind; readonly id: string | null; readonly name: string | null }
  /** Plugin it is about; null for what is about none. */
  readonly plugin: string | null
  /** `<plugin>.<action>`, `core.<action>` for what the host records itself. */
  readonly action: string
  /** What it was done to. */
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** Entries, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[]
  /** Asks for the next page as `before`; null at the end. */
  readonly next: string | null
}
