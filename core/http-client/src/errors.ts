import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of requests to other systems. Addresses in them have no query. */
export const httpErrors = defineErrors({
  http_request_wrong: {
    status: 500,
    say: (p: { url: string; reason: string }) => `the request to ${p.url} cannot be sent: ${p.reason}`,
  },
  http_address_refused: {
    status: 502,
    say: (p: { host: string; address: string }) =>
      `${p.host} is at ${p.address}, which is no address of the internet; an operator who means it names the host in TESSERA_HTTP_PRIVATE_HOSTS`,
  },
  http_unreachable: {
    status: 502,
    say: (p: { url: string; reason: string }) => `${p.url} did not answer: ${p.reason}`,
  },
  http_timed_out: {
    status: 504,
    say: (p: { url: string; seconds: number }) =>
      `${p.url} did not answer within ${p.seconds} s; give the request a longer timeout, or ask for less at once`,
  },
  http_too_large: {
    status: 502,
    say: (p: { url: string; megabytes: number }) =>
      `the answer of ${p.url} is larger than ${p.megabytes} MB; ask for less at once, or set maxBytes`,
  },
  http_too_many_redirects: {
    status: 502,
    say: (p: { url: string; most: number }) => `${p.url} leads on and on, over more than ${p.most} addresses`,
  },
  http_host_failing: {
    status: 503,
    say: (p: { host: string }) =>
      `${p.host} failed again and again, and is left alone for half a minute; try again later`,
  },
  http_budget_spent: {
    status: 429,
    say: (p: { host: string; perSecond: number }) =>
      `more is asked of ${p.host} than ${p.perSecond} requests a second in the time the request has; ask less often, or give it a longer timeout`,
  },
})
