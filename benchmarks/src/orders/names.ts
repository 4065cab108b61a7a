/** Who orders in the seeded database: names as French files have them, with accents, ligatures and hyphens. */

const firstNames = [
  ..."Éloïse Jérôme Zoé François Maëlle Noémie Hélène Benoît Anaïs Gaël Chloé Loïc Inès Théo Agnès Rémi".split(
    " ",
  ),
  ..."Jean-Noël Marie-Ève Camille Louise Paul Claire Hugo Lucie Antoine Julie Karim Nadia Pierre Sofia".split(
    " ",
  ),
]

const lastNames = [
  ..."Lefèvre Lœuillet Béranger Gauthier D'Aubigné Château Dubois Müller Núñez Peña Fréchette Çelik".split(
    " ",
  ),
  ..."Bonnet Garnier Rousseau Moreau Hébert Guérin Muñoz Colin Le-Goff Kovač Nguyễn Traoré Brûlé".split(" "),
  ..."Desprès Marchand Picard Lévêque Roussel Noël Renaud Aubry Maréchal Chevalier Aït-Ahmed Ødegård".split(
    " ",
  ),
]

const houses = ["Hôtel", "Société", "Agence", "Clinique", "Théâtre", "Événements", "École", "Cabinet"]

/** A place in a list that repeats with no other's period. */
const at = (list: ReadonlyArray<string>, place: number): string => list[place % list.length]! // within the list

export const personName = (place: number) => ({
  firstName: at(firstNames, place * 7 + Math.floor(place / firstNames.length)),
  lastName: at(lastNames, place * 11 + Math.floor(place / lastNames.length)),
})

export const companyName = (place: number): string =>
  `${at(houses, place)} ${at(lastNames, place * 5 + 3)} ${place + 1}`

export const emailOf = (place: number): string => `Client.${place + 1}@example.org`

export const phoneOf = (place: number): string =>
  `+336${String((place * 7_919 + 12_345_678) % 100_000_000).padStart(8, "0")}`
