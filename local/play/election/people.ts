// The people in a played election: the election office, those who enter counts, and residents.
import type { City } from '../scenario/city.ts'

/** Tokens, created anew at each use, because an election takes longer than a token is valid. `one` and `other` are two officers. */
export type People = {
  readonly office: () => Promise<string>
  readonly one: () => Promise<string>
  readonly other: () => Promise<string>
  /** Decides about entries that differ, but enters none. */
  readonly coordinator: () => Promise<string>
  readonly resident: (sub: string, ward: string) => Promise<string>
}

/** The people of one run: `run` separates their accounts from those of other runs. */
export const peopleOf = (city: City, run: string): People => {
  const officer = (name: string) => () =>
    city.token({ sub: `${run}-${name}`, birthDate: '1980-01-01', roles: ['election-office'] })
  return {
    office: officer('office'),
    one: officer('officer-1'),
    other: officer('officer-2'),
    coordinator: officer('coordinator'),
    resident: (sub, ward) => city.token({ sub: `${run}-${sub}`, ward, birthDate: '1985-05-17' }),
  }
}

/** The ETag of an answer, which must have one. */
export const tagOf = ({ etag }: { readonly etag: string | undefined }): string => {
  if (etag === undefined) throw new Error('An answer without ETag')
  return etag
}
