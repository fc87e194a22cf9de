// The 39 wards since March 2022. Names and areas: Verordening op de Wijkraden 2022 and its amendment of
// November 2023 (a rename). Neighbourhoods: third-party mapping. Seats only if a source names or implies them: the
// population thresholds of article 5 are not known, so seats are never computed.
import type { Area } from '../kernel/area.ts'
import { Ward } from './ward.ts'

const ward = (
  code: string,
  name: string,
  area: Area,
  neighbourhoods: string,
  more: Partial<Pick<Ward, 'formerNames' | 'body' | 'seats' | 'seatsStatus'>> = {},
): Ward =>
  Ward.parse({
    code,
    name,
    formerNames: [],
    area,
    body: 'ward-council',
    seats: null,
    seatsStatus: 'unknown',
    neighbourhoods: neighbourhoods.split('; '),
    ...more,
  })

/** All wards, by area and name. CS-kwartier belongs to none: an address may have no ward. */
export const wardsOfRotterdam: readonly Ward[] = [
  ward(
    'carnisse-zuidplein-zuiderpark',
    'Carnisse-Zuidplein-Zuiderpark',
    'Charlois',
    'Carnisse; Zuidplein; Zuiderpark en Zuidrand',
    { formerNames: [{ name: 'Carnisse-Zuiderpark', untilYear: 2023 }] },
  ),
  ward('heijplaat', 'Heijplaat', 'Charlois', 'Heijplaat', { seats: 7, seatsStatus: 'confirmed' }),
  ward('oud-charlois-wielewaal', 'Oud Charlois-Wielewaal', 'Charlois', 'Oud-Charlois; Wielewaal'),
  ward('pendrecht-zuidwijk', 'Pendrecht-Zuidwijk', 'Charlois', 'Pendrecht; Zuidwijk', {
    seats: 9,
    seatsStatus: 'inferred',
  }),
  ward('tarwewijk', 'Tarwewijk', 'Charlois', 'Tarwewijk'),
  ward(
    'bospolder-spangen-tussendijken',
    'Bospolder-Spangen-Tussendijken',
    'Delfshaven',
    'Bospolder; Spangen; Tussendijken',
  ),
  ward('delfshaven-schiemond', 'Delfshaven-Schiemond', 'Delfshaven', 'Delfshaven; Schiemond'),
  ward('mathenesse', 'Mathenesse', 'Delfshaven', 'Oud-Mathenesse/Witte Dorp'),
  ward('middelland-nieuwe-westen', 'Middelland-Nieuwe Westen', 'Delfshaven', 'Middelland; Nieuwe Westen'),
  ward('afrikaanderwijk', 'Afrikaanderwijk', 'Feijenoord', 'Afrikaanderwijk'),
  ward('bloemhof', 'Bloemhof', 'Feijenoord', 'Bloemhof'),
  ward('entrepot-noordereiland', 'Entrepot-Noordereiland', 'Feijenoord', 'Kop van Zuid-Entrepot; Noordereiland'),
  ward('feijenoord', 'Feijenoord', 'Feijenoord', 'Feijenoord', { seats: 7, seatsStatus: 'confirmed' }),
  ward('hillesluis', 'Hillesluis', 'Feijenoord', 'Hillesluis'),
  ward('katendrecht-wilhelminapier', 'Katendrecht-Wilhelminapier', 'Feijenoord', 'Katendrecht; Kop van Zuid', {
    seats: 7,
    seatsStatus: 'inferred',
  }),
  ward('vreewijk', 'Vreewijk', 'Feijenoord', 'Vreewijk', { seats: 7, seatsStatus: 'inferred' }),
  ward(
    'hillegersberg',
    'Hillegersberg',
    'Hillegersberg-Schiebroek',
    'Hillegersberg-Noord; Hillegersberg-Zuid; Molenlaankwartier; Terbregge',
  ),
  ward('schiebroek', 'Schiebroek', 'Hillegersberg-Schiebroek', 'Schiebroek'),
  ward('hoek-van-holland', 'Hoek van Holland', 'Hoek van Holland', 'Dorp/Rijnpoort; Strand en Duin', {
    body: 'village-council',
  }),
  ward('hoogvliet', 'Hoogvliet', 'Hoogvliet', 'Hoogvliet-Noord; Hoogvliet-Zuid'),
  ward('beverwaard', 'Beverwaard', 'IJsselmonde', 'Beverwaard'),
  ward(
    'groot-ijsselmonde-en-oud-ijsselmonde',
    'Groot-IJsselmonde en Oud-IJsselmonde',
    'IJsselmonde',
    'Groot-IJsselmonde-Noord; Groot-IJsselmonde-Zuid; Oud-IJsselmonde',
  ),
  ward('lombardijen', 'Lombardijen', 'IJsselmonde', 'Lombardijen'),
  ward('crooswijk', 'Crooswijk', 'Kralingen-Crooswijk', 'Nieuw-Crooswijk; Oud-Crooswijk; Rubroek'),
  ward(
    'kralingen',
    'Kralingen',
    'Kralingen-Crooswijk',
    'Kralingen-West; Kralingen-Oost/Kralingse Bos; De Esch; Struisenburg',
    { seats: 9, seatsStatus: 'inferred' },
  ),
  ward('agniesebuurt-provenierswijk', 'Agniesebuurt-Provenierswijk', 'Noord', 'Agniesebuurt; Provenierswijk', {
    seats: 7,
    seatsStatus: 'confirmed',
  }),
  ward(
    'blijdorp-bergpolder-liskwartier',
    'Blijdorp-Bergpolder-Liskwartier',
    'Noord',
    'Blijdorp/Blijdorpsepolder; Bergpolder; Liskwartier',
    { formerNames: [{ name: 'Bergpolder-Blijdorp-Liskwartier', untilYear: 2023 }], seats: 7, seatsStatus: 'confirmed' },
  ),
  ward('oude-noorden', 'Oude Noorden', 'Noord', 'Oude Noorden', { seats: 7, seatsStatus: 'inferred' }),
  ward('overschie', 'Overschie', 'Overschie', 'Overschie; Kleinpolder; Noord-Kethel/Schieveen/Zestienhoven'),
  ward('pernis', 'Pernis', 'Pernis', 'Pernis'),
  ward(
    'het-lage-land-prinsenland-en-s-gravenland',
    "Het Lage Land, Prinsenland en 's-Gravenland",
    'Prins Alexander',
    "Het Lage Land; Prinsenland; 's-Gravenland",
    { seats: 7, seatsStatus: 'inferred' },
  ),
  ward('kralingseveer', 'Kralingseveer', 'Prins Alexander', 'Kralingseveer', { seats: 7, seatsStatus: 'confirmed' }),
  ward('nesselande', 'Nesselande', 'Prins Alexander', 'Nesselande'),
  ward('ommoord', 'Ommoord', 'Prins Alexander', 'Ommoord'),
  ward('oosterflank', 'Oosterflank', 'Prins Alexander', 'Oosterflank'),
  ward('zevenkamp', 'Zevenkamp', 'Prins Alexander', 'Zevenkamp'),
  ward(
    'cool-scheepvaartkwartier-stadsdriehoek',
    'Cool-Scheepvaartkwartier-Stadsdriehoek',
    'Rotterdam Centrum',
    'Cool; Stadsdriehoek',
    { seats: 7, seatsStatus: 'inferred' },
  ),
  ward('dijkzigt-oude-westen', 'Dijkzigt-Oude Westen', 'Rotterdam Centrum', 'Nieuwe Werk/Dijkzigt; Oude Westen', {
    seats: 7,
    seatsStatus: 'inferred',
  }),
  ward('rozenburg', 'Rozenburg', 'Rozenburg', 'Rozenburg', { body: 'village-council' }),
]
