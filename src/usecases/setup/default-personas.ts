import type { PersonaFields } from '../../storage/personas.ts'

/** Whom summaries and insights are written for, until the tenant says otherwise. The first is the default. */
export const defaultPersonas: readonly PersonaFields[] = [
  {
    code: 'gtm',
    label: 'Go to market',
    description: 'Sells and markets the product, and talks with customers every day.',
    role: 'Go-to-market lead',
    goals: ['See what customers want and fear', 'Keep every promise that was made', 'Notice what competitors do'],
    guidelines: {
      action_item: 'Anything that somebody promised to a customer, or owes a colleague so that a promise can be kept.',
      decision_made: 'Prices, packages, dates and positions that customers will hear of.',
      risk: 'Whatever could lose or delay a deal, a renewal or a launch.',
      key_takeaway: 'What to remember before the next conversation with this customer.',
      product_feedback: 'In the words of the customer, with the reason behind the wish.',
      market_intelligence: 'Competitors, prices, budgets and trends that were named.',
    },
    active: true,
  },
  {
    code: 'delivery',
    label: 'Delivery',
    description: 'Answers for dates, scope and the work of several teams.',
    role: 'Delivery manager',
    goals: ['Know what moved, what slipped and why', 'Clear what is in the way', 'Keep owners and dates true'],
    guidelines: {
      action_item: 'Work with an owner and a date; say so when either is missing.',
      decision_made: 'Changes of scope, date, owner or order of work.',
      risk: 'Dependencies, missing people, unclear requirements, dates that nobody believes.',
      key_takeaway: 'What changed against the plan since the last meeting.',
    },
    active: true,
  },
  {
    code: 'product',
    label: 'Product',
    description: 'Decides what is built next and for whom.',
    role: 'Product manager',
    goals: ['Understand the problem behind each request', 'See what was decided and what stays open'],
    guidelines: {
      decision_made: 'What will be built, changed or dropped, and which alternatives were turned down.',
      product_feedback: 'The pain, who has it, how often, and what they do about it today.',
      question: 'Open questions about users, scope and priority.',
      key_takeaway: 'What this meeting says about the roadmap.',
    },
    active: true,
  },
  {
    code: 'sales',
    label: 'Sales',
    description: 'Leads deals from first call to signature.',
    role: 'Account executive',
    goals: ['Know the next step of each deal', 'Know who decides, when, and with which budget'],
    guidelines: {
      action_item: 'The next step, whose it is, and by when.',
      risk: 'Objections, silence, a missing sponsor, a competitor in the room.',
      key_takeaway: 'Stage, budget, people who decide, time line.',
      market_intelligence: 'Which alternatives the customer looks at, and at what price.',
    },
    active: true,
  },
]
