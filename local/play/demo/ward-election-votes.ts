// The candidates and votes of the demo's election, all made up.

export const chosenSeats = 7
/** The electorate of the ward. */
export const eligible = 1_200

/** Candidates as on the ballot, in the order of the list. */
export const names = [
  'S. Admiraal',
  'F. Bouzid',
  'J. Cornelisse',
  'M. Doğan',
  'P. Evers',
  'R. Fernandes',
  'A. Gopal',
  'T. Hendriks',
  'Y. Imani',
] as const

/** Votes at each station, by place on the ballot. The seventh and eighth have the same total: a tie for the last seat. */
export const stationVotes = [
  [61, 20, 44, 12, 38, 27, 15, 18, 9],
  [40, 35, 22, 31, 19, 25, 21, 17, 8],
  [33, 28, 30, 26, 24, 23, 16, 17, 4],
] as const

/** By place on the ballot, added up by hand. */
export const totalsByHand = [134, 83, 96, 69, 81, 75, 52, 52, 21] as const
