// The rules by which the archive checks files (github.com/pabulib/checker, read in 2026), rewritten without its code and with a
// parser that is independent of our reader. The checker lacks the vote type `scoring`, which the archive's page about the format
// lists, so it is added here.

const metaFields = (
  'description country unit district subunit instance num_projects num_votes budget vote_type rule date_begin date_end ' +
  'min_length max_length min_sum_cost max_sum_cost min_points max_points min_sum_points max_sum_points default_score ' +
  'min_project_cost max_project_cost min_project_score_threshold neighborhoods subdistricts categories edition language ' +
  'currency fully_funded experimental comment acknowledgments'
).split(' ')
const projectFields = 'project_id cost votes score name category beneficiaries selected neighborhood'.split(' ')
const obligatory =
  'description country unit instance num_projects num_votes budget vote_type rule date_begin date_end'.split(' ')
const voteTypes = ['ordinal', 'approval', 'cumulative', 'choose-1', 'scoring']
const rules = ['greedy', 'greedy-no-skip', 'greedy-threshold', 'greedy-exclusive', 'greedy-custom', 'unknown'].concat([
  'equalshares',
  'equalshares/add1',
  'equalshares-comparison',
  'equalshares/add1-comparison',
])
const wholeNumbers =
  'num_projects num_votes min_length max_length max_points max_sum_points min_project_score_threshold'
const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text)

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  )

type Row = ReadonlyMap<string, string>
const rowsOf = (lines: readonly string[]): { readonly names: readonly string[]; readonly rows: readonly Row[] } => {
  const [header = '', ...body] = lines
  const names = cellsOf(header)
  return {
    names,
    rows: body.map((line) => new Map(cellsOf(line).map((cell, place) => [names[place] ?? `${place}`, cell]))),
  }
}
const items = (cell = ''): string[] => (cell === '' ? [] : cell.split(','))

const isInOrder = (names: readonly string[], order: readonly string[]) => {
  const places = names.map((name) => order.indexOf(name))
  return places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1))
}

/** A file as the checker parses it. */
export const seen = (text: string) => {
  const lines = text.trimEnd().split('\n')
  const [projectsAt, votesAt] = [lines.indexOf('PROJECTS'), lines.indexOf('VOTES')]
  const meta = rowsOf(lines.slice(1, projectsAt))
  const projects = rowsOf(lines.slice(projectsAt + 1, votesAt))
  const votes = rowsOf(lines.slice(votesAt + 1))
  const score = new Map<string, number>()
  const count = new Map<string, number>()
  for (const row of votes.rows)
    for (const [place, id] of items(row.get('vote')).entries()) {
      count.set(id, (count.get(id) ?? 0) + 1)
      score.set(id, (score.get(id) ?? 0) + Number(items(row.get('points'))[place] ?? 0))
    }
  return { lines, keys: meta.rows.map((row) => row.get('key') ?? ''), projects, votes, count, score }
}

/** The errors that the checker would report. */
export const objections = (text: string): readonly string[] => {
  const { lines, keys, projects, votes, count, score } = seen(text)
  const meta = new Map(
    lines.slice(2, lines.indexOf('PROJECTS')).map((line) => {
      const [key = '', value = ''] = cellsOf(line)
      return [key, value] as const
    }),
  )
  const cost = (row: Row) => Number(row.get('cost'))
  const budget = Number(meta.get('budget'))
  const funded = projects.rows.filter((row) => row.get('selected') === '1').reduce((sum, row) => sum + cost(row), 0)
  const total = projects.rows.reduce((sum, row) => sum + cost(row), 0)
  const most = Number(meta.get('max_length') ?? Number.POSITIVE_INFINITY)
  const [firstProject, firstVote] = [projects.rows[0], votes.rows[0]]
  const found: readonly (readonly [says: string, isSo: boolean])[] = [
    ['an empty line', lines.some((line) => line.trim() === '')],
    ['META lacks a key', obligatory.some((key) => (meta.get(key) ?? '') === '')],
    ['META in another order, or with an unknown key', !isInOrder(keys, metaFields)],
    [
      'a count in META that is no whole number',
      wholeNumbers.split(' ').some((key) => !/^\d*$/.test(meta.get(key) ?? '')),
    ],
    ['an unknown vote type', !voteTypes.includes(meta.get('vote_type') ?? '')],
    ['an unknown rule', !rules.includes(meta.get('rule') ?? '')],
    ['a date', ['date_begin', 'date_end'].some((key) => !/^(\d{2}\.\d{2}\.)?\d{4}$/.test(meta.get(key) ?? ''))],
    ['a comment without #1', !(meta.get('comment') ?? '#1: ').startsWith('#1: ')],
    ['cumulative without max_sum_points', meta.get('vote_type') === 'cumulative' && !meta.has('max_sum_points')],
    ['num_projects', Number(meta.get('num_projects')) !== projects.rows.length],
    ['num_votes', Number(meta.get('num_votes')) !== votes.rows.length],
    ['PROJECTS in another order, or with an unknown column', !isInOrder(projects.names, projectFields)],
    [
      'an empty cell in the first project',
      projects.names.some((name) => name !== 'category' && !firstProject?.get(name)),
    ],
    ['a cost', projects.rows.some((row) => !isNumber(row.get('cost') ?? '') || cost(row) === 0)],
    ['a project dearer than the budget', projects.rows.some((row) => cost(row) > budget)],
    ['more funded than there is', funded > budget],
    ['everything fits and the file does not say so', budget > total && meta.get('fully_funded') !== '1'],
    ['neither votes nor score', !projects.names.includes('votes') && !projects.names.includes('score')],
    ['votes', projects.rows.some((row) => Number(row.get('votes')) !== (count.get(row.get('project_id') ?? '') ?? 0))],
    [
      'score',
      projects.names.includes('score') &&
        projects.rows.some((row) => Number(row.get('score')) !== (score.get(row.get('project_id') ?? '') ?? 0)),
    ],
    ['an empty cell in the first vote', votes.names.some((name) => !firstVote?.get(name))],
    ['a ballot that is too long', votes.rows.some((row) => items(row.get('vote')).length > most)],
    [
      'a project named twice',
      votes.rows.some((row) => new Set(items(row.get('vote'))).size < items(row.get('vote')).length),
    ],
    [
      'points out of step',
      votes.rows.some((row) => row.has('points') && items(row.get('points')).length !== items(row.get('vote')).length),
    ],
  ]
  return found.filter(([, isSo]) => isSo).map(([says]) => says)
}

/** The projects that greedy takes in the order of the column that the checker uses: score or votes, descending. */
export const greedyByColumns = (text: string, budget: number): ReadonlySet<string> => {
  const { projects } = seen(text)
  const by = projects.names.includes('score') ? 'score' : 'votes'
  let left = budget
  const taken = new Set<string>()
  for (const row of projects.rows.toSorted((a, b) => Number(b.get(by)) - Number(a.get(by)))) {
    if (Number(row.get('cost')) > left) continue
    left -= Number(row.get('cost'))
    taken.add(row.get('project_id') ?? '')
  }
  return taken
}
