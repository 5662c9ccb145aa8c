/** A test, by its file below the root of the repository and its title as it is written there. */
export interface NamedTest {
  readonly file: string
  readonly title: string
}

const inFile =
  (file: string) =>
  (title: string): NamedTest => ({ file, title })

const supportRoutes = inFile('plugins/support/src/server/routes.test.ts')
const salesFigures = inFile('plugins/sales/src/server/demo/figures.test.ts')
const supportFigures = inFile('plugins/support/src/server/demo/figures.test.ts')
const saasRoutes = inFile('plugins/saas-metrics/src/server/routes.test.ts')
const saasFigures = inFile('plugins/saas-metrics/src/server/demo/figures.test.ts')
const ledger = inFile('plugins/saas-metrics/src/server/views/ledger.test.ts')
const productFigures = inFile('plugins/product-analytics/src/server/demo/figures.test.ts')
const judge = inFile('plugins/product-analytics/src/server/experiments/judge.test.ts')
const csFigures = inFile('plugins/customer-success/src/server/demo/figures.test.ts')
const marketingFigures = inFile('plugins/marketing/src/server/demo/figures.test.ts')
const attribution = inFile('test/marketing/attribution.test.ts')
const csRoutes = inFile('plugins/customer-success/src/server/routes.test.ts')
const scores = inFile('plugins/customer-success/test/scores.test.ts')
const unified = inFile('server/test/unified.test.ts')
const openapi = inFile('server/src/rest/openapi.test.ts')
const tenantPages = inFile('test/e2e/tenants.test.ts')
const failClosed = inFile('server/src/identity/fail-closed.test.ts')
const middleware = inFile('test/e2e/middleware.test.ts')
const figures = inFile('server/test/figures.test.ts')
const charts = (name: string) => inFile(`core/ui/src/charts/${name}.test.ts`)

/** Tests that requirements name. */
export const tests = {
  supportRoutes: supportRoutes('a ticket is opened, answered, resolved, opened again and closed'),
  supportOverview: supportRoutes('viewers read the overview of so many days, and record nothing'),
  answersOnce: supportRoutes('an answer sent twice counts once'),
  supportTickets: supportFigures('acme: 420 new tickets, 405 of them resolved, 46 open'),
  supportTimes: supportFigures('acme: a ticket takes 18.4 hours in the mean and 9.6 in the median'),
  supportShares: supportFigures('acme: priorities 6, 22, 48 and 24 %, categories 38, 21, 12 and 29 %'),
  supportNps: supportFigures('acme: NPS 42 ± 6.6 of 500 respondents, 290 promoters, 130 passives, 80 detractors'),
  ticketsFromFile: inFile('plugins/support/src/import.test.ts')(
    'goes in without the bad rows, which are named by line; again it changes nothing; undone, it is gone',
  ),
  revenueEvents: saasRoutes(
    'a subscription told by revenue events is MRR, once by each event, and ends at the end of its term',
  ),
  recordedOnce: saasRoutes('activation, checks, sessions, usage and errors are taken once, and figured'),
  toldOnce: inFile('test/e2e/client.test.ts')('what happened is told once, however often it is sent, and counts'),
  middleware: middleware('N requests are N calls, by route, answer and user, and errors are counted'),
  countedOnce: middleware(
    'who asks is counted once however many services tell, and what no route took stands together',
  ),
  nobodyNamed: inFile('clients/middleware/test/note.test.ts')(
    'nobody stands in what is recorded unless the service says who it is',
  ),
  saasShapes: saasRoutes('the funnel and the breakdown have their shapes; viewers read them and record nothing'),
  exports: saasRoutes('exports hold complete days of one tenant, and nothing that a spreadsheet would carry out'),
  stripe: saasRoutes('events of Stripe feed the ledger, in any order, once, and only when they are signed'),
  saasRevenue: saasFigures('acme: 2,500,000 a year of 145 customers, as published'),
  saasMonth: saasFigures('acme: the month from 201,083 to 208,333, each movement exactly, and it adds up'),
  saasRetention: saasFigures('acme: who stays, as published'),
  saasActivation: saasFigures('acme: users and activation, as published'),
  saasService: saasFigures('acme: the service, as published'),
  ledgerOfOne: ledger(
    'of one customer, as ChartMogul tells it: new, grown, shrunk, lost at the end of the paid year, back',
  ),
  ledgerSettings: ledger('follows the settings: recognized when it was cancelled, the loss is four months earlier'),
  ledgerByHand: inFile('plugins/saas-metrics/test/ledger.test.ts')(
    'the ledger is what is reckoned by hand; each day opens with what the one before closed with and closes with what moved',
  ),
  activeUsers: productFigures('active users are as published, to the last one, in SQL too'),
  userSegments: productFigures('segments are as published, and are all active users'),
  sessionsPerUser: productFigures('a user of the last week has 4.9 sessions in it, within 1 %'),
  releaseAdoption: productFigures('releases were adopted by 22 and 9 % in 7 days'),
  experiments: productFigures('one experiment is won, one finds nothing, one was split wrongly'),
  experimentsPage: productFigures('the page of experiments says so in words'),
  productDays: productFigures(
    'on every day those of the day are no more than those of the week, and these than those of the month',
  ),
  newcombe: judge('Newcombe: %d/%d less %d/%d lies between %d and %d'),
  sameTwice: judge('of 10,000 experiments without any difference 5 % find one, within a point'),
  accountsOfDemo: csFigures('acme: 150 accounts, of which 120 are active, 25 at risk and 5 churned'),
  healthOfDemo: csFigures(
    'acme: 72 healthy, 48 moderate, 18 at risk, 7 critical; mean health 75.5, mean churn risk 18.2',
  ),
  scoresAddUp: csFigures('acme: the scores stored are those that their parts add up to'),
  scoreParts: scores('the weights of an account add up to 1, and its parts to the score, whatever is missing'),
  scoreGroups: scores('groups count by their weights, and a missing group is spread over the others'),
  riskGroups: scores('a group of risk is half its strongest indicator and half their mean'),
  scoreInputs: inFile('test/customer-success/gathers.test.ts')('in %s: %s'),
  segmentEdges: scores('a segment changes 3 points beyond its edge, or on the second day'),
  unifiedValues: unified('values of a day are those the engine answers, of the tenant and of each customer'),
  exampleQueries: unified('the four example queries run as they are written, and say what the engine says'),
  unifiedViews: unified('views follow the plugins: by domain, by plugin, in all, and those that plugins give'),
  unifiedTargets: unified('ratios have their parts, and targets stand where they are meant for'),
  lateDays: unified('what is there stays, late data change open days, and a metric without numbers is named'),
  growth: inFile('server/test/to-date.test.ts')(
    'values stand beside those of days before: amounts with their growth, ratios with points',
  ),
  toDate: inFile('server/test/to-date.test.ts')(
    'what adds up is there to date, where every day of the month, quarter or year was computed',
  ),
  dailyCommand: inFile('server/src/cli/cli.test.ts')(
    'computes daily metrics of yesterday, of the last days, and anew what is there where it is told to',
  ),
  calculateDaily: unified('admins have days computed over REST, in the background, by a body or by the address'),
  warehouseExport: inFile('server/test/to-date.test.ts')(
    'a view or a SELECT is exported whole, of one tenant, and nothing else',
  ),
  loginTenant: unified('a login sees its tenant alone, whatever it tries'),
  statsPath: figures('the stats of customer success, as their example says'),
  statsOfPeriod: figures(
    'the stats over a period: with trend and segments, beside another period, and of a part of the customers',
  ),
  healthPath: figures(
    'health of all accounts, of those that give reason to worry, and of one, which its page takes apart',
  ),
  engagementPath: figures('engagements by type, outcome and member of the team, each a part of all'),
  riskPath: figures('churn risk from a threshold on, with its factors where they are asked for'),
  healthSummary: figures('the summary of the health of accounts is what a mean over their last 30 days is'),
  statsByHand: csRoutes('the stats cards count accounts and take the mean of those that have a score'),
  periodByHand: csRoutes('over a period, of one segment, beside the one before'),
  healthByHand: csRoutes('health of all, of one and of those that give reason to worry, with what warns of them'),
  riskByHand: csRoutes('churn risk from a threshold, with its factors'),
  engagementByHand: csRoutes('engagement by type, outcome and period; a meeting that was missed is none'),
  accountByHand: csRoutes('one account: names of people for those who may read them, and nothing of another tenant'),
  recordedEngagement: csRoutes(
    'what was done is recorded once by its id, told to open pages, and has the scores reckoned anew',
  ),
  figuresByApi: figures('as pages ask, by tRPC, and as programs do, by REST'),
  figuresByBi: figures('as BI tools read them'),
  revenueAgrees: figures('what customer success says of revenue is what the ledger says, on each day of a month'),
  attribution: attribution('%s: in each of two tenants, in total and by day over a day of 25 hours'),
  attributionCredits: attribution(
    'by every model the credits of each deal are exactly one, and its revenue its amount',
  ),
  marketingSpend: marketingFigures('acme: spend by platform, and what an MQL costs, as published'),
  marketingLeads: marketingFigures('acme: leads and how far they come, as published'),
  marketingAudience: marketingFigures('acme: website, mails, networks and the brand, as published'),
  leadsOracle: inFile('plugins/marketing/test/leads.test.ts')('by month and %s, in each of two tenants'),
  visitsOfEvents: inFile('plugins/marketing/src/server/projection/project.test.ts')(
    'count beside imported ones, each once: an imported row stands in the place of events with its id',
  ),
  together: inFile('test/plugins-together.test.ts')(
    'have metrics that rest on several of them, whose statements, rules and fixtures are right',
  ),
  oneCustomer: figures('one customer is the same for all plugins, from lead to health'),
  salesOracle: inFile('plugins/sales/test/oracle.test.ts')(
    'agrees on pipeline, wins and quotas: in total, by day, by seller, over a day of 25 hours',
  ),
  salesPages: inFile('plugins/sales/test/oracle.test.ts')(
    'pages tell of a deal its stages, of the pipeline what to look at, of a sales person every quota',
  ),
  pipelineOfDemo: salesFigures('acme: 38 open deals of 17,200 each, of which five are stalled'),
  winsOfDemo: salesFigures('acme: 13 of 54 are won, at 17,200 in 62 days, which is 2,530 a day'),
  quotaOfDemo: salesFigures(
    'acme: a team quota of 264,000, covered three to 3.7 times, and attained as the quarter goes by',
  ),
  unifiedNames: inFile('server/test/unified-names.test.ts')(
    'the shipped plugins give the unified layer the metrics it was promised with, under their names',
  ),
  apiPages: inFile('test/e2e/start.test.ts')('reads the description of the API at %s'),
  redocly: openapi('redocly finds nothing to complain about'),
  client: openapi('a client made from it by openapi-typescript compiles, and queries a running server'),
  addresses: tenantPages('%s is led to %s, before and after signing in'),
  liveNews: inFile('server/test/live.test.ts')(
    'what any server, job or program writes is told with the metrics that read it',
  ),
  liveSockets: inFile('server/test/live-sockets.test.ts')('are those of the stream, of the own tenant alone'),
  liveTopics: inFile('server/test/live-topics.test.ts')(
    'are heard on every server by who listens in the tenant and has the right, and by nobody else',
  ),
  openPage: inFile('test/e2e/live.test.ts')('an open dashboard shows what happens by itself'),
  tooMany: inFile('server/src/http/problems.test.ts')('too many requests are told when to come back'),
  rowsMasked: inFile('server/src/trpc/rows.test.ts')('a viewer and an editor see the row, but not whose it is'),
  redis: inFile('server/src/cache/redis-store.test.ts')(
    'what one server keeps in Redis another finds, for a limited time',
  ),
  rollups: inFile('core/records/test/rollups.test.ts')(
    'are the same from rollups and from rows, whatever was imported and deleted since',
  ),
  oneTable: inFile('core/records/test/upsert.test.ts')('pages follow the key, and keys find their rows'),
  exportAgrees: inFile('test/export-agrees.test.ts')(
    'reads back to the cells of the answer, and rows to the rows behind each; their number is the cell, and the cells add up to the total',
  ),
  explained: inFile('test/e2e/explain.test.ts')('with its value, the rows behind it, and what made it change'),
  compared: inFile('core/query/test/compared-adds-up.test.ts')(
    'buckets are all of the range, and what they are compared with is all that the range is compared with',
  ),
  pages: inFile('core/query/test/pages.test.ts')(
    'all pages are as of the moment of the first, and each carries the totals',
  ),
  ranges: inFile('core/query/test/time.test.ts')('relative ranges end at the last complete unit of the zone'),
  sharedAddress: inFile('test/e2e/start.test.ts')(
    'gives the address of what they see to somebody else, who sees the same',
  ),
  csv: inFile('host/src/export/frame-csv.test.ts')('values are exact, labels are readable, units stand in the heading'),
  revokedKey: failClosed('a key revoked by another process is refused by the very next request'),
  endedSession: failClosed('a session that ended, here or by another process, is nobody'),
  cohortsChart: charts('cohorts/cohorts')(
    'how many began stands beside each cohort, and colours are measured by the periods after the first',
  ),
  lineChart: charts('line/read-series')('one series for each category, named readably'),
  donutChart: charts('donut/donut')('the ring is as long as the shares are large'),
  matrixChart: charts('matrix/matrix')('every pair has a cell; one that was not answered is open'),
  rankedChart: charts('ranked-bar/rank-rows')('the largest stands first, with its share of all'),
  scatterChart: charts('scatter/scatter')('larger stands further right and further up, and a point says both values'),
  histogramChart: charts('histogram/histogram')('bands stand in the order of their labels'),
  gridChart: charts('day-grid/day-grid')(
    'days stand in the row of their weekday, weeks beside each other, as weeks start in the tenant',
  ),
  funnelChart: charts('funnel/funnel-steps')('a step says all its numbers'),
  gaugeChart: charts('gauge/gauge')(
    'a share runs from the left at nothing to the right at all of it; target and comparison stand on the same scale',
  ),
  barsChart: charts('bars/bars')(
    'parts stand on each other in the order of their labels, and reach as high as their sum',
  ),
} as const satisfies Readonly<Record<string, NamedTest>>
