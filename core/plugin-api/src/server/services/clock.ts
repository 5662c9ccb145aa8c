/** The time in a tenant. */
export interface Clock {
  /** The present; in a demo tenant the instant its clock stands at. Questions of metrics take the same one. */
  readonly now: () => Date
}
