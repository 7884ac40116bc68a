/* Signs of the zones that a legend explains. What a status is, and its pattern, come with each zone
 * (clauses/rendu/cartes/aspect.py). */

/** One zone of each sign, in the order of the zones: the most covered first. */
export function listSignes(zones) {
  const found = new Map();
  for (const zone of zones) if (zone.signe && !found.has(zone.signe)) found.set(zone.signe, zone);
  return [...found.values()];
}
