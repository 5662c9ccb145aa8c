/** Words of the demo's deals, in the order of their stages and from the most frequent down. */

export const stageNames = ['qualification', 'discovery', 'proposal', 'negotiation'] as const

export const sources = ['Inbound', 'Paid search', 'Outbound', 'Partner', 'Event', 'Referral'] as const

export const lostReasons = ['No decision', 'Price', 'Competitor', 'Missing feature', 'No budget'] as const

const first = [
  'Aspen',
  'Birch',
  'Cedar',
  'Dune',
  'Elm',
  'Falcon',
  'Glacier',
  'Heron',
  'Indigo',
  'Jasper',
  'Koi',
  'Larch',
]
const second = [
  'Capital',
  'Dental',
  'Energy',
  'Insurance',
  'Logistics',
  'Motors',
  'Pharma',
  'Retail',
  'Textiles',
  'Travel',
]

/** The name of a company that is no customer, another one for each number. */
export const prospect = (nth: number) =>
  `${first[nth % first.length]} ${second[(nth * 7 + Math.floor(nth / 60)) % second.length]}`

export const subjects = {
  call: ['Follow-up', 'Introduction', 'Budget and timing', 'Open questions'],
  email: ['Proposal sent', 'Answer to questions', 'Summary of the meeting', 'References'],
  meeting: ['Demo', 'Workshop', 'Negotiation', 'Review with the buyer'],
} as const
