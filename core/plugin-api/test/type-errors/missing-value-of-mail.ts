import { mailTemplate } from '@tessera/plugin-api/server'

const weekly = mailTemplate({ subject: 'Sold on {day}', body: [{ text: '{amount} was sold.' }] })
export const filled = weekly.with({ day: 'Monday' })
