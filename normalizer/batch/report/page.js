"use strict";
// The headings of sortable tables become buttons; without this script the tables stand as they are.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    const counts = heading.classList.contains("n");
    const read = (row) => row.cells[column].textContent;
    const compare = counts
      ? (a, b) => Number(read(a).replaceAll(",", "")) - Number(read(b).replaceAll(",", ""))
      : (a, b) => read(a).localeCompare(read(b));
    button.addEventListener("click", () => {
      const before = heading.getAttribute("aria-sort");
      const ascending = before ? before === "descending" : !counts;
      const rows = [...body.rows].sort(compare);
      body.append(...(ascending ? rows : rows.reverse()));
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    });
  });
}
