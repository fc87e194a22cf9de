// Generated from the operations by `npm run generate`: what a browser needs to know of them. Do not edit.

export const routes = {
  getOpenApi: { method: 'GET', path: '/openapi.json' },
  getPoll: { method: 'GET', path: '/polls/{pollId}' },
  listPolls: { method: 'GET', path: '/polls' },
  getPollResult: { method: 'GET', path: '/polls/{pollId}/result' },
  getCountedBallots: { method: 'GET', path: '/polls/{pollId}/counted-ballots/{shard}' },
  listMyPolls: { method: 'GET', path: '/me/polls' },
  issuePermit: { method: 'POST', path: '/polls/{pollId}/permits' },
  castBallot: { method: 'POST', path: '/polls/{pollId}/ballots', isSilent: true },
} as const
