/** Answers as the route service documents them (OSRM HTTP API v5), for a way from CDG to the rue de Rivoli. Those a router gave stand in `recorded`. */

export const found = {
  code: "Ok",
  routes: [
    {
      legs: [{ steps: [], summary: "", weight: 2164.7, duration: 2129.4, distance: 28416.6 }],
      weight_name: "routability",
      weight: 2164.7,
      duration: 2129.4,
      distance: 28416.6,
    },
  ],
  waypoints: [
    {
      hint: "SlVKgU5VSoEAAAAAEwAAAAAAAAAAAAAAAAAAAOm0R0EAAAAAAAAAAAAAAAATAAAAAAAAAAAAAAABAAAA",
      distance: 18.205,
      name: "Route de l'Arpenteur",
      location: [2.571283, 49.004583],
    },
    {
      hint: "5wZGgP___38AAAAACgAAAAAAAAAZAAAAAAAAAKRfA0EAAAAAZmbgQQAAAAAKAAAAAAAAABkAAAABAAAA",
      distance: 4.152,
      name: "Rue de Rivoli",
      location: [2.360136, 48.855571],
    },
  ],
}

export const routeOf = (distance: unknown, duration: unknown) => ({
  ...found,
  routes: [{ ...found.routes[0], distance, duration }],
})

export const refused = (code: string) => ({ code, message: "Impossible route between points 2.5711,49.0047" })
