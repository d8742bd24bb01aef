/**
 * Region Halland's comparison as printed ("Uppföljning 2024"): value, rank of 21 and the class of
 * seven, seven and seven for each year; no ranks were printed for 2024. Written down by hand from
 * the report, not taken from the program.
 */
const red = { symbol: '▼', word: 'Sista tredjedelen' };
const yellow = { symbol: '●', word: 'Mellersta tredjedelen' };

export const YEARS = [2017, 2022, 2023, 2024];

export const PRINTED = [
  {
    id: 'antibiotic-prescriptions',
    slug: 'antibiotika',
    name: 'Antibiotikarecept per 1000 invånare',
    values: ['306', '257', '280', '276'],
    ranks: [16, 15, 17],
    classes: [red, red, red],
    target: '250',
    status: 'Risk',
  },
  {
    id: 'organic-food',
    slug: 'ekologiskt',
    name: 'Ekologiska livsmedel',
    values: ['31,0', '28,2', '25,0', '27,4'],
    ranks: [17, 18, 17],
    classes: [red, red, red],
    target: '30,0',
    status: 'Kan inte bedömas',
  },
  {
    id: 'renewable-fuel-public-transport',
    slug: 'fornybart',
    name: 'Förnybara drivmedel i kollektivtrafik',
    values: ['85,6', '98,0', '98,4', '98,6'],
    ranks: [17, 12, 12],
    classes: [red, yellow, yellow],
    target: '100,0',
    status: 'På väg',
  },
  {
    id: 'energy-use-premises',
    slug: 'energi',
    name: 'Energianvändning i lokaler',
    values: ['199', '188', '184', '188'],
    ranks: [12, 15, 17],
    classes: [yellow, red, red],
    target: '176',
    status: 'Risk',
  },
  {
    id: 'medical-gases',
    slug: 'gaser',
    name: 'Medicinska gasers klimatpåverkan',
    values: ['4,1', '3,4', '2,9', '2,8'],
    ranks: [18, 20, 20],
    classes: [red, red, red],
    target: '1,8',
    status: 'Risk',
  },
  {
    id: 'hospital-waste-recycling',
    slug: 'avfall',
    name: 'Avfallsåtervinning i sjukhusfastigheter',
    values: ['29,4', '20,3', '21,9', '21,4'],
    ranks: [12, 21, 21],
    classes: [yellow, red, red],
    target: '55,0',
    status: 'Når inte målet',
  },
];
