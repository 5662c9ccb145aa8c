/** Who looks after customers. */
export const team = ['Nadia Farouk', 'Oskar Lind', 'Grace Okafor', 'Mateo Vidal', 'Yuki Tanaka', 'Clara Novak'] as const

/** Roles of stakeholders; the first two decide. */
export const roles = [
  'Chief operating officer',
  'Head of IT',
  'Head of operations',
  'Team lead',
  'Administrator',
  'Analyst',
] as const

export const firstNames = [
  'Ana',
  'Ben',
  'Carla',
  'Dev',
  'Eva',
  'Finn',
  'Gia',
  'Hugo',
  'Ines',
  'Jan',
  'Kira',
  'Leo',
  'Mina',
  'Noel',
] as const
export const lastNames = [
  'Abbott',
  'Bauer',
  'Costa',
  'Duarte',
  'Engel',
  'Fischer',
  'Grant',
  'Hansen',
  'Ito',
  'Jensen',
  'Klein',
] as const

export const goalTitles = [
  'Roll out to all teams',
  'Connect the data warehouse',
  'Replace the old reports',
  'Train the administrators',
  'Cut reporting time by half',
  'Automate the monthly close',
] as const

export const playbooks = ['Executive call', 'Adoption workshop', 'Support review', 'Renewal offer'] as const

/** Industries, with what others reach as health score and churn risk. */
export const industryBenchmarks = {
  Software: [74, 20],
  Retail: [70, 24],
  Logistics: [71, 22],
  Healthcare: [76, 17],
  Finance: [77, 16],
  Manufacturing: [72, 21],
} as const
