export { isPublicAddress, type PrivateHosts } from './addresses.ts'
export { httpErrors } from './errors.ts'
export { createHttpClients, type HttpClients, type HttpOptions, type HttpTrial } from './http-client.ts'
export { networkTransport, type RawAnswer, type SentRequest, type Transport } from './transport.ts'
