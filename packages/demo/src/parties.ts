/** Who drives for Demo VTC and who travels with it: invented people and companies. */

export const drivers = [
  { name: "Paul Durand", phone: "+33612000001" },
  { name: "Samira Haddad", phone: "+33612000002" },
  { name: "Marc Lefèvre", phone: "+33612000003" },
  { name: "Inès Roche", phone: "+33612000004" },
] as const

/** The places in `clients` that others refer to. */
export const place = {
  jeanne: 0,
  karim: 1,
  lumiere: 2,
  amis: 3,
  hotelEtoile: 4,
  elodie: 5,
  lumen: 7,
} as const

/** Lumière SA is linked to the agency, so its prices are those negotiated with it. */
export const clients = (agencyId: string) => [
  {
    type: "PRIVATE",
    name: "Jeanne Moreau",
    email: "jeanne@example.org",
    contact: { firstName: "Jeanne", lastName: "Moreau" },
  },
  {
    type: "PRIVATE",
    name: "Karim Benali",
    email: "karim@example.org",
    contact: { firstName: "Karim", lastName: "Benali" },
  },
  {
    type: "BUSINESS",
    name: "Lumière SA",
    email: "voyages@lumiere.example",
    phone: "+33142000000",
    agencyId,
  },
  { type: "BUSINESS", name: "Les Amis du Rail", email: "bureau@amis-du-rail.example" },
  { type: "BUSINESS", name: "Hôtel Étoile SA", email: "conciergerie@hotel-etoile.example" },
  {
    type: "PRIVATE",
    name: "Élodie Marchand",
    email: "elodie.marchand@example.test",
    phone: "+33612345678",
    contact: { firstName: "Élodie", lastName: "Marchand" },
  },
  {
    type: "PRIVATE",
    name: "Jean-Noël O’Brien",
    phone: "+35315550100",
    contact: { firstName: "Jean-Noël", lastName: "O’Brien" },
  },
  {
    type: "BUSINESS",
    name: "Atelier Lumen SAS",
    email: "contact@atelier-lumen.example",
    siren: "732829320",
    vatNumber: "FR44732829320",
  },
  {
    type: "BUSINESS",
    name: "Association Les Randonneurs",
    email: "presidente@randonneurs.example",
    category: "ASSOCIATION",
  },
]
