/** JSON at an address; an error when the server has none to give. */
export async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} : ${response.status}`);
  return response.json();
}
