// Rosters through SheetJS and ExcelJS: node corpus_node.js FOLDER < {layout: rows}; a date is {"day": "1980-05-12"}.
const fs = require("fs"), path = require("path");
const XLSX = require("xlsx"), ExcelJS = require("exceljs");
const SHEETJS = { "xlsx": "xlsx", "biff8": "xls", "xlml": "xls", "ods": "ods", "html": "html", "csv": "csv" };
const folder = process.argv[2], layouts = JSON.parse(fs.readFileSync(0, "utf8"));
const serial = (text) => Math.round(Date.parse(text + "T00:00:00Z") / 86400000) + 25569;
(async () => {
  for (const [name, rows] of Object.entries(layouts)) {
    const cells = rows.map((row) => row.map((c) => (c && c.day ? { t: "n", v: serial(c.day), z: "yyyy-mm-dd" } : c)));
    for (const [kind, ending] of Object.entries(SHEETJS)) {
      const book = XLSX.utils.book_new();
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), "名册");
      fs.writeFileSync(path.join(folder, `sheetjs-${kind}-${name}.${ending}`), XLSX.write(book, { type: "buffer", bookType: kind }));
    }
    const book = new ExcelJS.Workbook(), page = book.addWorksheet("名册");
    rows.forEach((row, r) => row.forEach((c, i) => {
      const cell = page.getCell(r + 1, i + 1);
      if (c && c.day) { cell.value = serial(c.day); cell.numFmt = "yyyy-mm-dd"; } else if (c !== null) cell.value = c;
    }));
    fs.writeFileSync(path.join(folder, `exceljs-${name}.xlsx`), Buffer.from(await book.xlsx.writeBuffer()));
  }
})();
