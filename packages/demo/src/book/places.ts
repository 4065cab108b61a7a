/** The places of DEMO-2026 and the zones around them, WGS 84 degrees. */
export const places = {
  PAR: { label: "Paris centre", latitude: 48.8566, longitude: 2.3522 },
  CDG: { label: "Charles de Gaulle, terminals", latitude: 49.0097, longitude: 2.5479 },
  ORY: { label: "Orly", latitude: 48.7262, longitude: 2.3652 },
  BVA: { label: "Beauvais-Tillé", latitude: 49.4544, longitude: 2.1128 },
  LBG: { label: "Le Bourget", latitude: 48.9694, longitude: 2.4414 },
  DIS: { label: "Disneyland Paris", latitude: 48.8674, longitude: 2.7836 },
  VER: { label: "Château de Versailles", latitude: 48.8049, longitude: 2.1204 },
  DEF: { label: "La Défense", latitude: 48.892, longitude: 2.2362 },
  REI: { label: "Reims", latitude: 49.2583, longitude: 4.0317 },
  LOUVRE: { label: "Louvre, Paris", latitude: 48.8606, longitude: 2.3376 },
  ETOILE: { label: "Hôtel Étoile, Paris", latitude: 48.8738, longitude: 2.295 },
} as const

const circle = (
  id: string,
  name: string,
  centre: keyof typeof places,
  radiusKm: number,
  priority: number,
  factor: string,
) => ({
  id,
  name,
  shape: {
    type: "RADIUS",
    centre: [places[centre].longitude, places[centre].latitude],
    radiusKm,
  },
  priority,
  factor,
})

export const zones = [
  circle("PARIS", "Paris", "PAR", 7, 10, "1.00"),
  circle("INNER_RING", "Petite couronne", "PAR", 20, 1, "1.15"),
  circle("CDG", "Aéroport Charles de Gaulle", "CDG", 5, 20, "1.20"),
  circle("ORY", "Aéroport d'Orly", "ORY", 4, 20, "1.10"),
  circle("LBG", "Aéroport du Bourget", "LBG", 3, 20, "1.20"),
  circle("BVA", "Aéroport de Beauvais", "BVA", 4, 20, "1.30"),
  circle("DISNEY", "Disneyland Paris", "DIS", 4, 20, "1.10"),
  circle("VERSAILLES", "Versailles", "VER", 5, 20, "1.20"),
  circle("LA_DEFENSE", "La Défense", "DEF", 2, 15, "1.00"),
]
