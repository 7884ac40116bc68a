/* Who to call in a commune: the panel that Python rendered (clauses/autonome/reponses.py), its cards put in their places,
 * then what belongs to this commune. */
(function () {
  "use strict";

  const { compte, nombre } = window.atlas;

  const PLACE = /<div data-piece="(\w+)"><\/div>/g; // of a card or a block in a panel

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&#34;");
  }

  class Reponses {
    constructor(reponses, zones, communes) {
      Object.assign(this, { ...reponses, communes });
      const marks = Object.values(this.marques).join("|");
      this.marks = new RegExp(`À ${this.marques.nom}|${marks}`, "g");
      this.guichets = new Map(zones.guichets.map((guichet) => [guichet.id, guichet]));
      this.zones = zones;
    }

    /** What is known of a commune for a buyer; "" for all of them. */
    pour(code, acheteur = "") {
      const { candidats, atomes } = this.acheteurs[acheteur];
      const commune = this.communes.de(code);
      const answer = atomes[commune.atome];
      const nearest = this.zones.statuts[answer.statut].couvert ? null : this.communes.plusProche(code, candidats.map((id) => this.guichets.get(id)));
      return { ...answer, commune, proche: nearest && { guichet: nearest[0], distance: `${nombre(arrondi(nearest[1]))}\u00a0km` } };
    }

    /** The panel of a commune, as HTML that Python made. */
    panneau(code, acheteur = "") {
      const { marques } = this;
      const { commune, panneau, proche } = this.pour(code, acheteur);
      const pieces = {
        ...this.cartes,
        proche: proche ? this.proches[proche.guichet.id] : "",
        quartiers: commune.quartiers ? this.quartiers : "",
      };
      const html = this.panneaux[panneau].replace(PLACE, (_, piece) => pieces[piece]);
      const lieu = [commune.epci?.nom, commune.departement.nom, compte(commune.population, "habitant")].filter(Boolean);
      const words = {
        ...this.mots(commune),
        [marques.lieu]: lieu.join(" · "),
        [marques.liste]: commune.quartiers,
        [marques.distance]: proche?.distance ?? "",
      };
      return this.remplir(html, Object.fromEntries(Object.entries(words).map(([mark, text]) => [mark, escaped(text)])));
    }

    /** Marks of the name of a commune, and what goes there. */
    mots(commune) {
      return { [`À ${this.marques.nom}`]: commune.ou, [this.marques.nom]: commune.nom };
    }

    /** A text with its marks filled in; what is put in is not looked at again. */
    remplir(text, values) {
      return text.replace(this.marks, (mark) => values[mark] ?? "");
    }

    /** The answer as the presentation asks for it (clauses/rendu/reponse.py). */
    presenter(code) {
      const { commune, phrase, premiers, autres, proche, statut } = this.pour(code);
      return {
        code,
        commune: commune.nom,
        lieu: commune.departement.nom,
        lat: commune.lat,
        lon: commune.lon,
        statut: this.zones.statuts[statut].code,
        couleur: this.zones.statuts[statut].couleur,
        phrase: this.remplir(phrase, this.mots(commune)),
        guichets: premiers.map((id) => this.guichets.get(id)),
        autres: autres ? compte(autres, "autre organisme", "autres organismes") : "",
        proche: proche && { ...proche.guichet, distance: proche.distance },
        contours: `communes/${code}`,
      };
    }
  }

  /** Communes and answers, which come after the first sight of the map. */
  async function chargerReponses({ version, territoires, zones }) {
    const { atlas } = window;
    const [columns, reponses] = await Promise.all([atlas.charger("communes"), atlas.charger("reponses")]);
    atlas.verifier(columns.version === version && reponses.version === version);
    const communes = new atlas.Communes(columns, territoires);
    return { communes, reponses: new Reponses(reponses, zones, communes) };
  }

  /** To the nearest whole number, halves to the even one, as Python writes them. */
  function arrondi(value) {
    const floor = Math.floor(value);
    const rest = value - floor;
    return rest === 0.5 ? floor + (floor % 2) : Math.round(value);
  }

  Object.assign(window.atlas, { chargerReponses });
})();
