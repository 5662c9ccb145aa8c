/** A login of BI tools, as admins see it. Times are ISO instants. */
export interface BiLogin {
  readonly login: string
  readonly title: string
  readonly createdAt: string
  readonly endedAt: string | null
}
