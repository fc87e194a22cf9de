// What every schema and every field of the API means, in English, for the OpenAPI document: `field`, or `Schema.field` where
// a name means something else. Apart from the schemas, so that no function carries these sentences with it.
import { agreementsDescribed } from './agreements/described.ts'
import { agreementRulesDescribed } from './agreements/rules/described.ts'
import { apiDescribed } from './api/described.ts'
import { councilDelegationDescribed } from './councils/delegation/described.ts'
import { councilsDescribed } from './councils/described.ts'
import { councilListsDescribed } from './councils/lists/described.ts'
import { councilMeetingsDescribed } from './councils/meetings/described.ts'
import { councilRulesDescribed } from './councils/rules/described.ts'
import { documentsDescribed } from './documents/described.ts'
import { electionsDescribed } from './elections/described.ts'
import { initiativesDescribed } from './initiatives/described.ts'
import { noticesDescribed } from './notices/described.ts'
import { residentsDescribed } from './residents/described.ts'
import { rollDescribed } from './roll/described.ts'
import { roundsDescribed } from './rounds/described.ts'
import { votingDescribed } from './voting/described.ts'
import { wardsDescribed } from './wards/described.ts'

const contexts = [
  apiDescribed,
  wardsDescribed,
  residentsDescribed,
  initiativesDescribed,
  roundsDescribed,
  votingDescribed,
  electionsDescribed,
  rollDescribed,
  councilsDescribed,
  agreementsDescribed,
  agreementRulesDescribed,
  councilMeetingsDescribed,
  councilListsDescribed,
  councilRulesDescribed,
  councilDelegationDescribed,
  documentsDescribed,
  noticesDescribed,
] as const

const allOf = (part: 'schemas' | 'fields'): ReadonlyMap<string, string> => {
  const all = new Map<string, string>()
  for (const context of contexts)
    for (const [name, words] of Object.entries<string>(context[part])) {
      if (all.has(name)) throw new Error(`${name} is described twice: say of which schema it is a field.`)
      all.set(name, words)
    }
  return all
}

export const described = { schemas: allOf('schemas'), fields: allOf('fields') } as const
