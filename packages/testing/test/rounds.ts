/** A tenth of the rounds unless all are asked for, as `.ci/long` does. */
export const rounds = (tenth: number): number =>
  process.env["CALECHE_ROUNDS"] === "full" ? tenth * 10 : tenth
