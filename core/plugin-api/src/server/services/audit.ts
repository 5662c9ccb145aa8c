/** What an entry says beside its action. */
export interface AuditSpec {
  /** What it was done to: the id or name of a row, 500 characters at most. */
  readonly subject?: string
  /** JSON, 16 kB at most. Nothing secret: every admin reads it. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** The record of who did what in the tenant. Admins read it; nobody changes or deletes it. */
export interface Audit {
  /**
   * Records that something was done, by whoever the services act for: `quota_changed`. Inside a transaction it is written with that, or
   * not at all. Refuses with `audit_invalid`.
   */
  readonly record: (action: string, more?: AuditSpec) => Promise<void>
}
