/** The tenant a request acts in; taken from the session or API key, never from the input. */
export interface TenantContext {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly timeZone: string
  readonly currency: string
  readonly weekStart: number
  /** Month the fiscal year starts in, 1 … 12; January when left out. */
  readonly fiscalYearStartMonth?: number
  /** Pinned clock of demo tenants, null for real ones. */
  readonly asOf: Date | null
}
