/** RFC 9457 problem document: the body of every error answer. `code` is stable, `detail` says what to do. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly issues?: readonly { readonly path: string; readonly message: string; readonly code?: string }[]
}
