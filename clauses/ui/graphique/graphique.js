/* A plotly figure: drawn with the colours of the page, saved with its title, source and date. */
const IMAGE_WIDTH = 1100;
const TITLE_PX = 64;
const SOURCE_PX = 58;

/** The library, asked for once however many charts the page has. */
function loadPlotly(address) {
  window.atlasPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI).href;
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      window.atlasPlotly = undefined;
      reject(new Error("plotly"));
    });
    document.head.append(script);
  });
  return window.atlasPlotly;
}

/** Colours of the page, as they are now. */
function readColours(element) {
  const style = getComputedStyle(element);
  return {
    font: { family: style.fontFamily, size: 14, color: style.color },
    hoverlabel: {
      bgcolor: style.getPropertyValue("--st-secondary-background-color").trim() || "#ffffff",
      bordercolor: "#7d8790",
      font: { family: style.fontFamily, size: 13, color: style.color },
    },
  };
}

/** Plotly reads a few tags in its texts: a title must stay a text. */
function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Lines that fit in the width of the image. */
function wrap(text) {
  return text.replace(/(.{1,150})(\s|$)/g, "$1<br>");
}

/** Long names fold where the screen is narrow, otherwise they would leave no room for the bars. */
function foldNames(figure, width) {
  if (width > 560) return figure;
  const most = 16;
  const fold = (name) =>
    typeof name !== "string"
      ? name
      : name
          .split(" ")
          .reduce(
            (lines, word) => {
              const last = lines.at(-1);
              if (last && (last + " " + word).length > most) lines.push(word);
              else lines[lines.length - 1] = last ? `${last} ${word}` : word;
              return lines;
            },
            [""],
          )
          .join("<br>");
  const data = figure.data.map((trace) => (trace.orientation === "h" ? { ...trace, y: trace.y.map(fold) } : trace));
  const { yaxis = {} } = figure.layout;
  const categories = yaxis.categoryarray ? { categoryarray: yaxis.categoryarray.map(fold) } : {};
  return { data, layout: { ...figure.layout, yaxis: { ...yaxis, ...categories } } };
}

/** `data` is what clauses/ui/graphique/__init__.py sends; returns what stops the chart. */
export function showGraphique({ parentElement, data }) {
  const figure = parentElement.querySelector(".atlas-graphique");
  const plot = figure.querySelector(".atlas-trace");
  const failure = figure.querySelector(".atlas-graphique-panne");
  plot.setAttribute("aria-label", data.alt);
  plot.style.minHeight = `${data.figure.layout.height}px`;
  figure.querySelector(".atlas-graphique-source").textContent = data.source;

  async function draw() {
    try {
      const Plotly = await loadPlotly(data.bibliotheque);
      failure.hidden = true;
      const { data: traces, layout } = foldNames(data.figure, plot.clientWidth || window.innerWidth);
      await Plotly.react(
        plot,
        traces,
        { ...layout, ...readColours(figure), autosize: true },
        {
          displayModeBar: false,
          doubleClick: false,
          showTips: false,
        },
      );
      // The library keeps the width of its first drawing.
      if (plot.clientWidth) await Plotly.Plots.resize(plot);
      plot.dataset.dessine = "oui";
    } catch {
      reportFailure();
    }
  }

  /** Say under the chart that something did not work. */
  function reportFailure() {
    failure.textContent = data.panne;
    failure.hidden = false;
  }

  async function save(format) {
    const Plotly = await loadPlotly(data.bibliotheque);
    const layout = data.figure.layout;
    const margin = layout.margin ?? {};
    const height = layout.height + TITLE_PX + SOURCE_PX;
    const image = {
      data: data.figure.data,
      layout: {
        ...layout,
        font: { family: "Arial, Helvetica, sans-serif", size: 14, color: "#111c25" },
        paper_bgcolor: "#ffffff",
        plot_bgcolor: "#ffffff",
        title: {
          text: escape(data.titre),
          x: 0.02,
          xanchor: "left",
          y: 1,
          yref: "container",
          yanchor: "top",
          pad: { t: 20 },
          font: { size: 19 },
        },
        margin: { ...margin, t: (margin.t ?? 0) + TITLE_PX, b: (margin.b ?? 0) + SOURCE_PX },
        annotations: [
          {
            text: wrap(escape(data.source)),
            showarrow: false,
            xref: "paper",
            yref: "paper",
            x: 0,
            xanchor: "left",
            y: 0,
            yanchor: "top",
            yshift: -(margin.b ?? 0) - 8,
            align: "left",
            font: { size: 12, color: "#4a545c" },
          },
        ],
      },
    };
    const url = await Plotly.toImage(image, { format, width: IMAGE_WIDTH, height, scale: format === "png" ? 2 : 1 });
    const link = document.createElement("a");
    link.href = url;
    link.download = `${data.fichier}.${format}`;
    link.click();
  }

  figure.querySelectorAll("button").forEach((button) => {
    button.textContent = data[button.dataset.format];
    // Called again at each run, with the same buttons: the last one counts.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    button.onclick = () => save(button.dataset.format).catch(reportFailure);
  });
  let width = plot.clientWidth;
  draw();
  // Drawn before it had a place, it would stay as wide as the library makes it; the reader may also turn the phone.
  const place = new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    if (width) draw();
  });
  place.observe(plot);
  // The reader may change the colours of the page.
  const watch = new MutationObserver(draw);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  return () => {
    place.disconnect();
    watch.disconnect();
    dark.removeEventListener("change", draw);
    window.Plotly?.purge(plot);
  };
}
