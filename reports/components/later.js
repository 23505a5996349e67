// The rows that a page loads when the reader asks for them.
import { addBasePath } from '@evidence-dev/sdk/utils/svelte';

/** Returns the rows of a file that the build wrote, or null if the site does not have it. */
export async function loadRows(file) {
	const answer = await fetch(addBasePath(file));
	if (!answer.ok) return null;
	const { columns, rows } = await answer.json();
	return rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
}
