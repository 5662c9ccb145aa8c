/** Refusals of a request as such, whatever it asks for. */
export const requestErrors = {
  not_found: {
    status: 404,
    say: (p: { method: string; path: string }) =>
      `there is no ${p.method} ${p.path}; the endpoints are listed at /docs`,
  },
  live_full: {
    status: 503,
    say: (p: { most: number }) =>
      `this server has ${p.most} live connections open and takes no more; ask again later, or set TESSERA_LIVE_CONNECTIONS`,
    retryAfter: () => 30,
  },
  live_full_for_tenant: {
    status: 503,
    say: (p: { most: number }) =>
      `your tenant has ${p.most} live connections open on this server, which is its share; close some, or ask again later`,
    retryAfter: () => 30,
  },
  live_too_many: {
    status: 429,
    say: (p: { most: number }) =>
      `this key or session has ${p.most} live connections open; close one first, or listen to several topics through one`,
    retryAfter: () => 30,
  },
  live_ending: { status: 503, say: () => 'this server is stopping; connect again in a moment' },
  topic_unknown: {
    status: 404,
    say: (p: { topic: string }) =>
      `there is no topic '${p.topic}' to listen to; there are metrics.changed and those that running plugins declare under topics`,
  },
  not_a_proxy: {
    status: 405,
    say: (p: { method: string; path: string }) =>
      `this server opens no tunnels: ${p.method} ${p.path} has no answer here; ask for what /docs lists`,
  },
  expectation_unknown: { status: 417, say: () => 'leave out `Expect`, or send `Expect: 100-continue`' },
  address_malformed: {
    status: 400,
    say: () =>
      'the address cannot be read: after each % two hexadecimal digits follow, which together are UTF-8; write a % itself as %25',
  },
  address_too_long: {
    status: 414,
    say: () => 'a step of the address is longer than 8000 characters; send what it carries in a body',
  },
  method_not_allowed: {
    status: 405,
    say: (p: { method: string; path: string; allowed: string }) =>
      `${p.path} does not know ${p.method}; use ${p.allowed}`,
  },
  host_unknown: {
    status: 421,
    say: (p: { host: string }) =>
      `this server is not known as '${p.host}'; open it by its own address, or name it in TESSERA_URL or TESSERA_HOSTS`,
  },
  host_repeated: {
    status: 400,
    say: () => 'the request names its host more than once; send one `Host` header',
  },
  headers_too_many: {
    status: 431,
    say: (p: { most: number }) => `the request has more than ${p.most} header fields; send fewer`,
  },
  headers_too_large: {
    status: 431,
    say: (p: { kilobytes: number }) =>
      `address, cookies and headers of the request are together larger than ${p.kilobytes} kB; send less, or send it in the body`,
  },
  request_too_slow: {
    status: 408,
    say: () => 'the request did not arrive in time; send it again, large ones in parts',
  },
  body_missing: { status: 400, say: () => 'send a JSON body' },
  body_too_large: {
    status: 413,
    say: (p: { kilobytes: number }) =>
      `the body is, unpacked, larger than the ${p.kilobytes < 1024 ? `${p.kilobytes} kB` : `${p.kilobytes / 1024} MB`} this endpoint takes; send less, or send it in parts`,
  },
  body_too_deep: {
    status: 422,
    say: (p: { levels: number }) => `the JSON is nested deeper than ${p.levels} levels; flatten it`,
  },
  encoding_unsupported: {
    status: 415,
    say: (p: { encoding: string; known: string }) =>
      `bodies packed as '${p.encoding}' are not read; send it as it is, or packed as one of ${p.known}`,
  },
  media_type_unsupported: {
    status: 415,
    say: () => 'send the body as `Content-Type: application/json`',
  },
  too_many_calls: {
    status: 413,
    say: (p: { most: number; given: number }) =>
      `a request carries at most ${p.most} calls, this one ${p.given}; send them in parts`,
  },
  request_invalid: { status: 400, say: (p: { reason: string }) => `the request is not valid: ${p.reason}` },
  rate_limited: {
    status: 429,
    say: (p: { seconds: number }) => `too many requests; wait ${p.seconds} s`,
  },
} as const
