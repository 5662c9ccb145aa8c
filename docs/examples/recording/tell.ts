import { createClient } from '@tessera/client'

const tessera = createClient({ address: 'https://metrics.example', key: process.env.TESSERA_KEY ?? '' })

await tessera.trackActivation({
  userId: 'user_123',
  activationType: 'first_api_call',
  metadata: { endpoint: '/api/chat' },
})
await tessera.trackRevenueEvent({
  userId: 'user_123',
  eventType: 'subscription_started',
  amount: 29,
  billingPeriod: 'monthly',
  stripeEventId: 'evt_1',
})
const { ticketId } = await tessera.createTicket({
  userId: 'user_123',
  subject: 'API error',
  priority: 'high',
  category: 'bug',
})
await tessera.changeTicket({ ticketId, status: 'resolved', answered: true })
await tessera.submitNpsAnswer({ userId: 'user_123', score: 9, feedback: 'Great product!', trigger: 'dashboard' })
await tessera.submitCsatAnswer({ userId: 'user_123', rating: 5, subjectId: ticketId })
await tessera.logHealthCheck({ serviceName: 'api', status: 'healthy', responseTimeMs: 45.2 })
