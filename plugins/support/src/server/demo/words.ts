/** Teams of the support, by what they look after. */
export const crew = {
  bug: { team: 'Technical', people: ['Amara Diallo', 'Jonas Weber', 'Priya Nair', 'Tomás Rojas'] },
  feature_request: { team: 'Product', people: ['Elif Kaya', 'Sam Carter'] },
  billing: { team: 'Billing', people: ['Hana Sato', 'Luca Conti'] },
  general: { team: 'Front line', people: ['Chloe Martin', 'Diego Alves', 'Noor Haddad'] },
} as const

/** What tickets are about. */
export const subjects = {
  bug: [
    'Export stops half way',
    'Page stays blank after sign-in',
    'Numbers differ from last week',
    'Error when saving',
  ],
  feature_request: ['Dark mode for reports', 'Filter by region', 'Shorter session for guests'],
  billing: ['Invoice for another company', 'Charged twice', 'Change to yearly'],
  general: ['How do I invite a colleague?', 'Where are my reports?', 'Change of address'],
} as const
