/* Coverage statuses, in the order of clauses/domain/couverture.py: all that scripts restate of the rule.
 *
 * `couvert`: a general guichet answers. `motif`: pattern of the zones, where colour alone would promise too much.
 */
export const STATUTS = [
  { code: "local", couvert: true },
  { code: "departemental", couvert: true },
  { code: "sectoriel", couvert: false, motif: "points" },
  { code: "coordination", couvert: false, motif: "vagues" },
  { code: "a_confirmer", couvert: false, motif: "lignes" },
  { code: "non_documente", couvert: false },
];

export function findStatut(code) {
  return STATUTS.find((statut) => statut.code === code);
}

/** Zones that a legend explains, one of each kind: hatched where several guichets answer, then each status where none
 * does. The colours of the others are those of the typologies. */
export function listSignes(zones) {
  const hatched = zones.find((zone) => zone.hachures && findStatut(zone.statut).couvert);
  const others = STATUTS.filter(({ couvert }) => !couvert).map(({ code }) =>
    zones.find((zone) => zone.statut === code),
  );
  return [hatched, ...others].filter(Boolean);
}
