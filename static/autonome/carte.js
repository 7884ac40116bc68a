/* The map of the atlas without server: the one of the application, given layers that are made here. */
(function () {
  "use strict";

  const { Carte } = window.atlas;

  class CarteAutonome extends Carte {
    constructor(map, options, couches) {
      // Before the first state: the class it extends asks for nothing until then.
      super(map, options);
      this.couches = couches;
      this.made = new Map();
      new ResizeObserver(() => this.map.invalidateSize()).observe(map.getContainer());
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme());
    }

    theme() {
      const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset.theme = dark ? "sombre" : "clair";
    }

    /** The style sheet gives its height. */
    height() {}

    file(address) {
      const name = address.split("#")[0];
      if (!this.made.has(name)) {
        if (this.made.size > 24) this.made.clear();
        const made = this.couches.couche(name);
        made.catch(() => this.made.delete(name));
        this.made.set(name, made);
      }
      return this.made.get(name);
    }

    choose(latlng, area) {
      super.choose(latlng, area);
      const { lng, lat } = latlng.wrap();
      this.options.choisir(lng, lat);
    }

    places(data, chosen) {
      const group = super.places(data, chosen);
      group.eachLayer((mark) => mark.on("click", () => this.options.choisirLieu(mark.feature.properties.code)));
      return group;
    }
  }

  window.atlas.CarteAutonome = CarteAutonome;
})();
