/* Search of places: a combobox (ARIA pattern) whose answers come from the server, so that there is one search to test. */
export default function ({ parentElement, data, setTriggerValue }) {
  const input = parentElement.querySelector("#commune")
  const list = parentElement.querySelector("#reponses")
  const nothing = parentElement.querySelector("#rien")
  const status = parentElement.querySelector("#etat")
  input.placeholder = data.exemple
  parentElement.querySelector("label").textContent = data.etiquette
  list.setAttribute("aria-label", data.trouves[1])
  parentElement.querySelector("#aide").textContent = data.aide
  if (input.dataset.pret) return
  input.dataset.pret = "oui"

  let answers = []
  let active = -1
  let asked = 0

  function close() {
    list.hidden = true
    nothing.hidden = true
    active = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  /** Told to everyone: shown under the box, and announced. */
  function tell(text) {
    close()
    nothing.textContent = text
    nothing.hidden = false
    status.textContent = text
  }

  function choose(answer) {
    input.value = ""
    answers = []
    close()
    status.textContent = answer.nom
    setTriggerValue("choix", answer.code)
  }

  function mark(position) {
    active = position
    list.querySelectorAll('[role="option"]').forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === active))
      if (index === active) {
        option.scrollIntoView({ block: "nearest" })
        input.setAttribute("aria-activedescendant", option.id)
      }
    })
  }

  function draw() {
    list.replaceChildren(
      ...answers.map((answer, index) => {
        const option = document.createElement("li")
        option.id = `reponse-${index}`
        option.setAttribute("role", "option")
        option.setAttribute("aria-selected", "false")
        const name = document.createElement("span")
        name.textContent = answer.nom
        const place = document.createElement("span")
        place.className = "lieu"
        place.textContent = answer.lieu
        option.append(name, place)
        option.addEventListener("pointerdown", (event) => event.preventDefault())
        option.addEventListener("click", () => choose(answer))
        return option
      })
    )
    if (!answers.length) {
      tell(data.rien)
      return
    }
    nothing.hidden = true
    list.hidden = false
    input.setAttribute("aria-expanded", "true")
    status.textContent = `${answers.length} ${data.trouves[answers.length > 1 ? 1 : 0]}`
  }

  async function ask() {
    const turn = ++asked
    const query = input.value.trim()
    if (query.length < 2) {
      answers = []
      close()
      return
    }
    const response = await fetch(`${data.adresse}?q=${encodeURIComponent(query)}`)
    if (!response.ok) throw new Error(response.status)
    const found = await response.json()
    if (turn !== asked) return
    answers = found
    draw()
    if (answers.length) mark(0)
  }

  let wait
  input.addEventListener("input", () => {
    clearTimeout(wait)
    // Enter must never choose an answer to what was typed before.
    answers = []
    wait = setTimeout(() => ask().catch(() => tell(data.panne)), 90)
  })
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape") {
      close()
    } else if (event.key === "Enter") {
      event.preventDefault()
      if (!answers.length) {
        clearTimeout(wait)
        await ask().catch(() => tell(data.panne))
      }
      if (answers.length) choose(answers[Math.max(active, 0)])
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && answers.length) {
      event.preventDefault()
      list.hidden = false
      input.setAttribute("aria-expanded", "true")
      mark((active + (event.key === "ArrowDown" ? 1 : answers.length - 1)) % answers.length)
    }
  })
  input.addEventListener("blur", () => setTimeout(close, 120))
  input.addEventListener("focus", () => { if (answers.length) draw() })
}
