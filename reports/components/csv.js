// Tables as CSV files that a spreadsheet opens.

// A spreadsheet calculates a cell that begins with one of these, also after blanks.
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const NUMBER = /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/;

/** Returns a value that a spreadsheet shows as it is: an apostrophe marks a formula as text. */
export function plainCell(value) {
	const text = String(value ?? '');
	return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** Returns the text of a file: every cell in quotes, and a byte order mark for spreadsheets. */
export function csv(rows) {
	const cell = (value) => `"${plainCell(value).replaceAll('"', '""')}"`;
	return '\ufeff' + rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
}
