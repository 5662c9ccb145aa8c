import type { Duration } from '../../job.ts'

/** What is sent to another system. */
export interface HttpRequest {
  /** `GET` when left out. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams
  /** Sent as JSON, instead of `body`. */
  readonly json?: unknown
  /** Longest time of the whole, further tries included; `30s` when left out, `10m` at most. */
  readonly timeout?: Duration
  /** How often it is tried again; 3 when left out, 0 for never. */
  readonly retries?: number
  /** It may arrive twice without harm. So may all but `POST` and `PATCH` when left out. */
  readonly repeatable?: boolean
  /** Most bytes of the answer, unpacked; 10 MB when left out, 100 MB at most. */
  readonly maxBytes?: number
  /** Gives it up; the request or run it is sent in gives it up too. */
  readonly signal?: AbortSignal
}

/** How a plugin speaks to other systems. */
export interface HttpClient {
  /**
   * Sends a request and reads the answer, whatever its status. Tries again what failed on the way or was refused for now, as far as it
   * may arrive twice. Refuses addresses inside of the installation's network with `http_address_refused`; `http_timed_out`,
   * `http_unreachable`, `http_too_large`, `http_host_failing` and `http_budget_spent` say what went wrong.
   */
  readonly fetch: (url: string | URL, request?: HttpRequest) => Promise<Response>
}
