// The index of the search as it is sent, read again: prevention_kb/exports/search_index.py packs it and says how.

/** The index as finders take it, with its entries; what is empty is left out of them. */
export function read({ columns, words, ...index }) {
  if (!columns) return index;
  const entries = columns.a.map(() => ({}));
  for (const [name, values] of Object.entries(columns)) {
    values.forEach((value, i) => { if (value || name === "a") entries[i][name] = value; });
  }
  const said = entries.map(() => []), signs = words.in.split(" ");
  words.all.split(" ").forEach((word, i) => {
    let at = 0, before = 0;
    for (let k = 0; k < signs[i]?.length; k += 1) {
      const sign = signs[i].charCodeAt(k);
      if (sign > 92) before = before * 34 + sign - 93;
      else {
        said[at += before * 57 + sign - 35].push(word);
        before = 0;
      }
    }
  });
  said.forEach((all, i) => { if (all.length) entries[i].w = all.join(" "); });
  let page = "";
  for (const entry of entries) {
    if (entry.a.startsWith("#")) entry.a = page + entry.a;
    page = entry.a.split("#")[0];
  }
  return { ...index, entries };
}
