import { split, type Picture, type TicketWindow } from './picture.ts'

type Told = Pick<TicketWindow, 'created' | 'resolved' | 'later' | 'hours'>

const priority = { urgent: 6, high: 22, medium: 48, low: 24 }
const category = { bug: 38, feature_request: 21, billing: 12, general: 29 }

const window = (told: Told): TicketWindow => ({
  ...told,
  priority: split(told.created, priority),
  category: split(told.created, category),
})

/** 420 new tickets, 405 of them resolved, 46 open; 18.4 hours in the mean, 9.6 in the median; NPS 42 of 500 respondents. */
const acme: Picture = {
  tickets: [
    window({ created: 420, resolved: 405, later: 0, hours: { mean: 18.4, median: 9.6 } }),
    window({ created: 402, resolved: 378, later: 12, hours: { mean: 21.2, median: 10.7 } }),
    window({ created: 391, resolved: 369, later: 12, hours: { mean: 22.6, median: 11.1 } }),
    window({ created: 380, resolved: 361, later: 10, hours: { mean: 23.1, median: 11.4 } }),
  ],
  answers: [
    {
      nps: { promoter: 108, passive: 45, detractor: 27 },
      csat: { 5: 156, 4: 93, 3: 27, 2: 14, 1: 10 },
      ces: { 7: 52, 6: 48, 5: 33, 4: 24, 3: 12, 2: 7, 1: 4 },
    },
    {
      nps: { promoter: 95, passive: 43, detractor: 27 },
      csat: { 5: 137, 4: 85, 3: 31, 2: 16, 1: 11 },
      ces: { 7: 44, 6: 45, 5: 34, 4: 26, 3: 12, 2: 8, 1: 6 },
    },
    {
      nps: { promoter: 87, passive: 42, detractor: 26 },
      csat: { 5: 130, 4: 82, 3: 32, 2: 17, 1: 12 },
      ces: { 7: 41, 6: 42, 5: 33, 4: 27, 3: 13, 2: 8, 1: 6 },
    },
    { nps: { promoter: 78, passive: 43, detractor: 29 }, csat: { 5: 118, 4: 79, 3: 33, 2: 18, 1: 12 }, ces: {} },
  ],
  again: 40,
}

/** Slower than its target, with customers who are less content. */
const globex: Picture = {
  tickets: [
    window({ created: 168, resolved: 139, later: 0, hours: { mean: 31.5, median: 15.2 } }),
    window({ created: 154, resolved: 132, later: 13, hours: { mean: 27.8, median: 13.9 } }),
    window({ created: 149, resolved: 131, later: 11, hours: { mean: 25.9, median: 13.1 } }),
  ],
  answers: [
    {
      nps: { promoter: 25, passive: 23, detractor: 20 },
      csat: { 5: 38, 4: 32, 3: 13, 2: 8, 1: 6 },
      ces: { 7: 11, 6: 14, 5: 12, 4: 11, 3: 6, 2: 4, 1: 3 },
    },
    {
      nps: { promoter: 27, passive: 20, detractor: 15 },
      csat: { 5: 40, 4: 31, 3: 11, 2: 6, 1: 4 },
      ces: { 7: 13, 6: 15, 5: 11, 4: 9, 3: 5, 2: 3, 1: 2 },
    },
    { nps: { promoter: 24, passive: 19, detractor: 13 }, csat: { 5: 36, 4: 30, 3: 11, 2: 6, 1: 4 }, ces: {} },
  ],
  again: 8,
}

/** Three tickets that nobody has resolved, and no answer to divide by. */
const initech: Picture = {
  tickets: [
    {
      created: 3,
      resolved: 0,
      later: 0,
      hours: { mean: 1, median: 0.5 },
      priority: { urgent: 0, high: 1, medium: 2, low: 0 },
      category: { bug: 2, feature_request: 0, billing: 0, general: 1 },
    },
  ],
  answers: [],
  again: 0,
}

/** What is laid in each demo tenant, by its slug. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex, initech }
