import { view } from '@tessera/plugin-api/server'
import { attributionCredits, dealJourneys, namedTouches } from './views/attribution.ts'
import { brandWaves, visits } from './views/audience.ts'
import { budgetDays, campaignMails, campaignSpend, costDays } from './views/campaigns.ts'
import { leadAcceptances, leadQualifications, leadStages } from './views/leads.ts'

/** What other plugins may read: spend, budgets and costs by day, leads with their stages and touches, what won deals go back to, visits, mails and waves of surveys. */
export const publish = {
  campaign_spend: view(campaignSpend),
  budget_days: view(budgetDays),
  cost_days: view(costDays),
  campaign_mails: view(campaignMails),
  lead_stages: view(leadStages),
  lead_qualifications: view(leadQualifications),
  lead_acceptances: view(leadAcceptances),
  brand_waves: view(brandWaves),
  visits: view(visits),
  named_touches: view(namedTouches),
  deal_journeys: view(dealJourneys, { needs: ['sales'] }),
  attribution_credits: view(attributionCredits, { needs: ['sales'] }),
}
