/* Shapes of a topology (static/commun/lieux.js), drawn by the library. */

import { decodeTopology } from "../commun/lieux.js";

/** A topology whose shapes can be drawn one by one, or united. */
export class Contours {
  constructor(topology) {
    this.topology = decodeTopology(topology);
    this.formes = this.topology.objects.formes.geometries;
  }

  buildFeature(rank, properties = this.formes[rank].properties) {
    return { ...topojson.feature(this.topology, this.formes[rank]), properties };
  }

  /** Shapes of these ranks as one, without the borders between them. */
  merge(ranks, properties) {
    // One shape is drawn as it is: to unite takes longer.
    if (ranks.length === 1) return this.buildFeature(ranks[0], properties);
    const geometry = topojson.merge(
      this.topology,
      ranks.map((rank) => this.formes[rank]),
    );
    return { type: "Feature", properties, geometry };
  }

  /** Borders between shapes that `keep` separates, each drawn once. */
  findLimites(keep) {
    const place = new Map(this.formes.map((forme, rank) => [forme, rank]));
    const lines = topojson.mesh(
      this.topology,
      { type: "GeometryCollection", geometries: this.formes },
      (a, b) => a === b || keep(place.get(a), place.get(b)),
    );
    return { type: "Feature", properties: {}, geometry: lines };
  }
}
