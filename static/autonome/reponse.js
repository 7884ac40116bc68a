/* Who to call in a commune: the panel that the server rendered, with what belongs to this commune put in. */
(function () {
  "use strict";

  const { compte, nombre } = window.atlas;

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
      const isCovered = answer.statut <= window.atlas.statuts.DEPARTEMENTAL;
      const nearest = isCovered ? null : this.communes.plusProche(code, candidats.map((id) => this.guichets.get(id)));
      return { ...answer, commune, proche: nearest && { guichet: nearest[0], distance: `${nombre(arrondi(nearest[1]))}\u00a0km` } };
    }

    /** The panel of a commune, as HTML that the server made. */
    panneau(code, acheteur = "") {
      const { marques } = this;
      const { commune, panneau, proche } = this.pour(code, acheteur);
      const serving = this.zones.atomes[commune.atome].niveaux.map(([rank]) => this.zones.guichets[rank]);
      const shown = serving.filter((guichet) => window.atlas.couverture.garde(guichet, { acheteur, aConfirmer: true }));
      const near = proche && !shown.includes(proche.guichet) ? this.html(this.proches[proche.guichet.id]) : "";
      const lieu = [commune.epci?.nom, commune.departement.nom, compte(commune.population, "habitant")].filter(Boolean);
      const words = { ...this.mots(commune), [marques.lieu]: lieu.join(" · "), [marques.quartiers]: commune.quartiers };
      const values = Object.fromEntries(Object.entries(words).map(([mark, text]) => [mark, escaped(text)]));
      const nearest = this.remplir(near, { ...values, [marques.distance]: escaped(proche?.distance ?? "") });
      const parts = this.html(panneau).split("\n");
      const kept = commune.quartiers ? parts : parts.filter((part) => !part.includes(marques.quartiers));
      return this.remplir(kept.join("\n"), { ...values, [marques.proche]: nearest });
    }

    /** Marks of the name of a commune, and what goes there. */
    mots(commune) {
      return { [`À ${this.marques.nom}`]: commune.ou, [this.marques.nom]: commune.nom };
    }

    /** A text with its marks filled in; what is put in is not looked at again. */
    remplir(text, values) {
      return text.replace(this.marks, (mark) => values[mark] ?? "");
    }

    html(ranks) {
      return ranks.map((rank) => this.morceaux[rank]).join("\n");
    }

    /** The answer as the presentation asks for it (clauses/rendu/blocs/reponse.py). */
    presenter(code) {
      const { commune, phrase, premiers, autres, proche, statut } = this.pour(code);
      return {
        code,
        commune: commune.nom,
        lieu: commune.departement.nom,
        lat: commune.lat,
        lon: commune.lon,
        statut: this.zones.statuts[statut].code,
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
